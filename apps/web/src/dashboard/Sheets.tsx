import { SettingsForm } from "../settings/SettingsForm";
import { useCommands } from "./commands";
import { whySettingsWait } from "./describe";
import { FindSheet } from "./FindSheet";
import { Invite } from "./Invite";
import { KeysSheet } from "./KeysSheet";
import { Sheet } from "./Sheet";
import { useDashboard, useRoom } from "./store";
import { closeSheet, useView } from "./view";

/** The dialogs, of which at most one is open. */
export function Sheets() {
  const sheet = useView((view) => view.sheet);
  const { room, joinUrls } = useRoom();
  return (
    <>
      <Sheet title="Join this class" place="middle" open={sheet === "invite"} onClose={closeSheet}>
        <Invite room={room} joinUrls={joinUrls} />
      </Sheet>
      <Sheet title="Settings" place="side" open={sheet === "settings"} onClose={closeSheet}>
        <Settings />
      </Sheet>
      <Sheet title="Keys" place="middle" open={sheet === "keys"} onClose={closeSheet}>
        <KeysSheet />
      </Sheet>
      <Sheet title="Find a worker" place="middle" open={sheet === "find"} onClose={closeSheet}>
        <FindSheet />
      </Sheet>
    </>
  );
}

function Settings() {
  const { config, datasets } = useRoom();
  const isLost = useDashboard(({ connection }) => connection.kind === "lost");
  const run = useDashboard((state) => state.run);
  const { configure } = useCommands();
  return (
    <SettingsForm
      config={config}
      datasets={datasets}
      locked={isLost ? "The coordinator is unreachable." : whySettingsWait(run)}
      onApply={configure}
      onDone={closeSheet}
    />
  );
}
