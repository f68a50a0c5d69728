import { useState } from "react";
import { draftOf } from "../settings/draft";
import { dropEdits, useKeptEdits } from "../settings/keptEdits";
import { changedIn, labelsOf } from "../settings/midRun";
import { SettingsForm } from "../settings/SettingsForm";
import { UnsavedQuestion } from "../settings/UnsavedQuestion";
import { useCommands } from "./commands";
import { isMidRun } from "./describe";
import { Sheet } from "./Sheet";
import { useDashboard, useRoom } from "./store";
import { closeSheet, useView } from "./view";

/** The dialog of the run's settings. It closes only after a question when there are edits that were not applied. */
export function SettingsSheet() {
  const open = useView((view) => view.sheet === "settings");
  const { config, datasets } = useRoom();
  const edits = useKeptEdits((kept) => kept.edits);
  const isLost = useDashboard(({ connection }) => connection.kind === "lost");
  const midRun = useDashboard(({ run }) => isMidRun(run));
  const { configure, reset } = useCommands();
  const [asking, setAsking] = useState(false);
  const changed = open ? changedIn({ ...draftOf(config), edits }) : [];
  const close = () => {
    setAsking(false);
    closeSheet();
  };
  return (
    <Sheet
      title="Settings"
      place="side"
      open={open}
      onClose={close}
      mayClose={() => {
        if (changed.length > 0) setAsking(!asking);
        return changed.length === 0;
      }}
    >
      {asking && changed.length > 0 && (
        <UnsavedQuestion
          labels={labelsOf(changed)}
          onKeep={() => setAsking(false)}
          onDiscard={() => {
            dropEdits();
            close();
          }}
        />
      )}
      <SettingsForm
        config={config}
        datasets={datasets}
        locked={isLost ? "The coordinator does not answer. Your edits stay here." : undefined}
        midRun={midRun ? { onReset: reset } : undefined}
        onApply={configure}
        onDone={close}
      />
    </Sheet>
  );
}
