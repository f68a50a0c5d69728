import { Invite, type InviteProps } from "./Invite";
import { LobbyRun } from "./LobbyRun";
import { openSheet } from "./view";

export interface LobbyProps extends InviteProps {
  ready: number;
  /** The minimum number of workers for a step. */
  quorum: number;
  run: string;
  onSettings(): void;
}

/** Shown before the first round: how to join, who has joined and what will be trained. */
export function Lobby({ room, joins, ready, quorum, run, onSettings }: LobbyProps) {
  return (
    <section className="card lobby" aria-labelledby="lobby-title">
      <h2 id="lobby-title">Join this class</h2>
      <Invite room={room} joins={joins} />
      <div className="lobby-foot">
        <p>
          <strong className="figure">{ready}</strong> {ready === 1 ? "worker is" : "workers are"} ready
          {ready < quorum && <span className="muted">, a round needs at least {quorum}</span>}
        </p>
        <LobbyRun {...{ run, onSettings }}>
          <button type="button" className="button" onClick={() => openSheet("lessons")}>
            Choose a lesson
          </button>
        </LobbyRun>
      </div>
    </section>
  );
}
