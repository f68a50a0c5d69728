import { describeState } from "../dashboard/describe";
import { useDashboard, useRoom } from "../dashboard/store";
import { presentIn } from "../dashboard/workers/order";
import { Brand } from "../ui/Logo";

/** The room, the run's state and round, and how many workers there are. */
export function ProjectorBar({ isLobby }: { isLobby: boolean }) {
  const { room, joins } = useRoom();
  return (
    <header className="projector-bar">
      <h1>
        <Brand />
        <span className="visually-hidden"> on the projector</span>
      </h1>
      {!isLobby && (
        <p className="code-chip" data-testid="code-chip">
          <strong>{room}</strong>
          <span className="muted">{joins[0] && hostOf(joins[0].url)}</span>
        </p>
      )}
      <State />
      <WorkerCount />
    </header>
  );
}

/** Where to type the code: the address without the page's path. */
const hostOf = (url: string) => new URL(url).host;

function State() {
  const run = useDashboard((state) => state.run);
  const total = useRoom().config.rounds;
  return (
    <p className="run-state" data-testid="run-state" data-phase={run.phase}>
      <span className="state-dot" aria-hidden="true" />
      {describeState(run)}
      {run.phase !== "lobby" && (
        <span className="tabular">
          round {run.round} of {total}
        </span>
      )}
    </p>
  );
}

function WorkerCount() {
  const here = useDashboard((state) => presentIn(state).length);
  const arrived = useDashboard(({ progress }) => progress?.arrived.length);
  const invited = useDashboard(({ progress }) => progress?.invited.length);
  return (
    <p className="worker-count">
      <strong className="tabular" data-testid="worker-count">
        {here}
      </strong>{" "}
      {here === 1 ? "worker" : "workers"}
      {invited !== undefined && (
        <progress
          value={arrived}
          max={Math.max(1, invited)}
          aria-label={`${arrived} of ${invited} updates received`}
        />
      )}
    </p>
  );
}
