import { useCommands } from "./commands";
import { LobbyRun } from "./LobbyRun";

/** Before the first round of a room in this page: what will happen, and the button that starts it. */
export function PageLobby({
  ready,
  workers,
  run,
  onSettings,
}: {
  ready: number;
  workers: number;
  run: string;
  onSettings(): void;
}) {
  const { start } = useCommands();
  return (
    <section className="card lobby" aria-labelledby="lobby-title">
      <h2 id="lobby-title">Who can lie to a learning machine?</h2>
      <p>
        {workers} workers train one model together, each in a thread of this page. Press Start, wait until the
        curves are up, then make one worker malicious: click the ring in the corner of its tile.
      </p>
      <div className="lobby-foot">
        <p>
          <button
            type="button"
            className="button primary large"
            disabled={ready < workers}
            onClick={() => void start()}
          >
            {ready < workers ? `${ready} of ${workers} workers are ready` : "Start"}
          </button>
        </p>
        <LobbyRun {...{ run, onSettings }} />
      </div>
    </section>
  );
}
