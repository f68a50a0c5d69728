import { memo, useId, useState } from "react";
import { isPresent } from "./describe";
import { useDashboard, useRoom } from "./store";
import { WorkerTile } from "./WorkerTile";

/** One tile per worker, and ways to add workers. */
export const WorkersPanel = memo(function WorkersPanel() {
  const { room } = useRoom();
  const order = useDashboard((state) => state.order);
  const here = useDashboard(({ workers }) => Object.values(workers).filter(isPresent).length);
  const [count, setCount] = useState(8);
  const id = useId();
  return (
    <section className="card workers-panel" aria-labelledby="workers-title">
      <header className="panel-head">
        <h2 id="workers-title">
          Workers <span className="count">{here}</span>
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
      {order.length === 0 ? (
        <p className="muted waiting">
          No one is here yet. Show the class the room code, or open a swarm: several workers in one page of
          this machine.
        </p>
      ) : (
        <ul className="tiles">
          {order.map((worker) => (
            <WorkerTile key={worker} id={worker} />
          ))}
        </ul>
      )}
    </section>
  );
});
