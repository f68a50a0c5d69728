import { memo } from "react";
import { Icon } from "../../ui/Icon";
import { Brand } from "../../ui/Logo";
import { useCommands } from "../commands";
import { describeState, shortState } from "../describe";
import { usePlace } from "../place";
import { useDashboard, useRoom } from "../store";
import { openSheet } from "../view";
import { MoreMenu } from "./MoreMenu";
import { BarButton, RunControls } from "./RunControls";

/** One line at any width: the room, the run's state, and what a teacher does with it. */
export const TopBar = memo(function TopBar() {
  const { room } = useRoom();
  return (
    <header className="top-bar">
      <h1 className="brand-heading">
        <Brand />
      </h1>
      {usePlace() === "page" ? (
        <p className="muted">Playground</p>
      ) : (
        <button type="button" className="room-button" onClick={() => openSheet("invite")}>
          <strong data-testid="room-code">{room}</strong>
          <span className="visually-hidden">: show how to join</span>
          <Icon name="code" />
        </button>
      )}
      <RunStateSlot />
      <RoundNow />
      <div className="top-actions">
        <RunControls />
        <RevealButton />
        <BarButton
          className="wide-only"
          icon="lessons"
          label="Lessons"
          onClick={() => openSheet("lessons")}
        />
        <BarButton
          className="wide-only"
          icon="settings"
          label="Settings"
          onClick={() => openSheet("settings")}
        />
        <MoreMenu />
      </div>
    </header>
  );
});

function RunStateSlot() {
  const run = useDashboard((state) => state.run);
  const isLost = useDashboard(({ connection }) => connection.kind === "lost");
  const lost = isLost ? "no connection" : undefined;
  return (
    <p
      className="run-state"
      data-testid="run-state"
      data-phase={isLost ? "lost" : run.phase}
      title={lost ?? describeState(run)}
    >
      <span className="state-dot" aria-hidden="true" />
      <span className="run-state-text">{lost ?? shortState(run)}</span>
    </p>
  );
}

/** "37/200", and how many updates of the open round are in. */
function RoundNow() {
  const run = useDashboard((state) => state.run);
  const { config } = useRoom();
  const progress = useDashboard((state) => state.progress);
  const round = run.phase === "lobby" ? undefined : run.round;
  return (
    <p className="round-now">
      <span className="tabular" data-testid="round" data-round={round}>
        <span className="visually-hidden">round </span>
        {round ?? 0}
        <span className="muted">
          <span aria-hidden="true">/</span>
          <span className="visually-hidden"> of </span>
          {config.rounds}
        </span>
      </span>
      <progress
        value={progress?.arrived.length ?? 0}
        max={Math.max(1, progress?.invited.length ?? 1)}
        aria-label={
          progress === undefined
            ? "no round is open"
            : `${progress.arrived.length} of ${progress.invited.length} updates received`
        }
      />
    </p>
  );
}

/** Shows verdicts to everybody, and in a secret run the roles. */
function RevealButton() {
  const { revealed, secret } = useDashboard((state) => state.class);
  const isWatching = useDashboard(({ connection }) => connection.kind === "watching");
  const { setClass } = useCommands();
  return (
    <BarButton
      icon={revealed ? "hide" : "reveal"}
      label="Reveal"
      pressed={revealed}
      testId="reveal"
      title={
        secret
          ? "Shows everybody the roles, and whom each rule caught, missed or threw out wrongly"
          : "Shows everybody whom each rule caught, missed or threw out wrongly"
      }
      onClick={isWatching ? () => void setClass({ revealed: !revealed }) : undefined}
    />
  );
}
