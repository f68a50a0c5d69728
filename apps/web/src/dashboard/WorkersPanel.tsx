import type { RoundProgress, RoundRecord, RunConfig, WorkerView } from "@honest-majority/protocol";
import { useId, useState } from "react";
import type { ArmStyle } from "../chart/armStyle";
import { Name } from "../ui/Name";
import type { Commands } from "./commands";
import { isPresent } from "./describe";
import { keptOf } from "./kept";
import { WorkerTile } from "./WorkerTile";

export interface WorkersPanelProps {
  room: string;
  config: RunConfig;
  workers: readonly WorkerView[];
  losses: Readonly<Record<string, { loss: number }[]>>;
  last: RoundRecord | undefined;
  labels: readonly string[];
  looks: readonly ArmStyle[];
  progress?: RoundProgress;
  commands: Pick<Commands, "flip" | "remove">;
}

/** One tile per worker, with departed workers last, and ways to add workers. */
export function WorkersPanel(props: WorkersPanelProps) {
  const { room, config, workers, losses, last, labels, looks, progress, commands } = props;
  const [count, setCount] = useState(8);
  const id = useId();
  const here = workers.filter(isPresent);
  const away = workers.filter(({ presence }) => presence === "reconnecting");
  const gone = workers.filter(({ presence }) => presence === "left");
  const preset = config.attack.kind === "none" ? undefined : config.attack;
  const tile = (worker: WorkerView) => (
    <WorkerTile
      key={worker.id}
      worker={worker}
      losses={(losses[worker.id] ?? []).map(({ loss }) => loss)}
      kept={keptOf(last, labels, worker.id)}
      looks={looks}
      owes={owes(progress, worker.id)}
      preset={preset}
      onFlip={(role) => void commands.flip(worker.id, role)}
      onRemove={() => void commands.remove(worker.id)}
    />
  );
  return (
    <section className="card workers-panel" aria-labelledby="workers-title">
      <header className="panel-head">
        <h2 id="workers-title">
          Workers <span className="count">{here.length}</span>
        </h2>
        <div className="swarm-link">
          <label htmlFor={id} className="visually-hidden">
            Workers in a new swarm
          </label>
          <input
            id={id}
            type="number"
            min={1}
            max={32}
            value={count}
            onChange={(event) => setCount(Math.max(1, Math.min(32, event.target.valueAsNumber || 1)))}
          />
          <a className="button" href={`/swarm/${room}?n=${count}`} target="_blank" rel="noreferrer">
            + swarm
          </a>
        </div>
      </header>
      {here.length + away.length === 0 ? (
        <p className="muted waiting">
          No one is here yet. Show the class the room code, or open a swarm: several workers in one page of
          this machine.
        </p>
      ) : (
        <ul className="tiles">{[...here, ...away].map(tile)}</ul>
      )}
      {gone.length > 0 && (
        <details className="gone">
          <summary className="gone-summary">
            {gone.length === 1 ? <Name>{gone[0].name}</Name> : gone.length}{" "}
            {gone.length === 1 ? "has" : "have"} left
          </summary>
          <ul className="tiles">{gone.map(tile)}</ul>
        </details>
      )}
    </section>
  );
}

function owes(progress: RoundProgress | undefined, id: string): boolean {
  return (progress?.invited.includes(id) ?? false) && !progress?.arrived.includes(id);
}
