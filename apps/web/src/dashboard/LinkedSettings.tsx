import { type RunConfig, waitingSettings } from "@honest-majority/protocol";
import { useEffect, useState } from "react";
import { addressOf, configIn, isSameRun } from "../settings/settingsUrl";
import { useCommands } from "./commands";
import { describeRun, isMidRun } from "./describe";
import { lessonIn } from "./lessons/lessonUrl";
import { usePlace } from "./place";
import { useDashboard, useRoom } from "./store";

/**
 * Keeps the run's settings in the page's address. Settings that the page was opened with are offered when they differ
 * from the room's; nothing is changed before a person says so.
 */
export function LinkedSettings() {
  const { config } = useRoom();
  const place = usePlace();
  const [offered, setOffered] = useState(() => {
    // a page that opens a lesson has the lesson's settings
    const isLesson = place === "page" && lessonIn(location.search) !== undefined;
    return isLesson ? NONE : configIn(location.search);
  });
  const isOpen =
    offered.kind === "broken" || (offered.kind === "config" && !isSameRun(offered.config, config));
  useEffect(() => {
    if (isOpen) return; // the address still holds what is offered
    history.replaceState(history.state, "", addressOf(location, config));
  }, [config, isOpen]);
  if (!isOpen) return null;
  const close = () => setOffered({ kind: "none" });
  if (offered.kind === "broken") {
    return (
      <div className="offer" role="status">
        <p>The settings in this link cannot be used: {offered.problem}. Correct the address and reload.</p>
        <button type="button" className="button" onClick={close}>
          Keep the room's settings
        </button>
      </div>
    );
  }
  return offered.kind === "config" ? <Offer config={offered.config} onClose={close} /> : null;
}

const NONE: ReturnType<typeof configIn> = { kind: "none" };

function Offer({ config, onClose }: { config: RunConfig; onClose(): void }) {
  const { configure, reset } = useCommands();
  const room = useRoom();
  const midRun = useDashboard(({ run }) => isMidRun(run));
  const needsReset = midRun && waitingSettings(room.config, config).length > 0;
  async function use() {
    if (needsReset && !(await reset()).ok) return;
    if ((await configure(config)).ok) onClose();
  }
  return (
    <div className="offer" role="status">
      <p>This link has settings for a run: {describeRun(config)}.</p>
      <button type="button" className="button primary" onClick={() => void use()}>
        {needsReset ? "End this run and use them" : "Use them"}
      </button>
      <button type="button" className="button" onClick={onClose}>
        Keep the room's settings
      </button>
    </div>
  );
}
