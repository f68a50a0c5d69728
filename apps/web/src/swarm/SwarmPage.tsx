import { useEffect, useState } from "react";
import { SWARM_LIMIT, swarmCount } from "../router";
import { Brand } from "../ui/Logo";
import { askForPass } from "./pass";
import { SwarmWorker } from "./SwarmWorker";
import "../style/swarm.css";

/** n workers in one page. Each has its own socket, token and Web Worker, as in a tab of its own. */
export default function SwarmPage(props: { room: string; count: number; forced?: string }) {
  const { room, forced } = props;
  const [count, setCount] = useState(props.count);
  const [asked, setAsked] = useState<{ pass?: string }>();
  useEffect(() => {
    void askForPass(room).then((pass) => setAsked({ pass }));
  }, [room]);
  useEffect(() => {
    document.title = `${count} workers · ${room} · Honest Majority`;
    const address = new URL(location.href);
    address.searchParams.set("n", String(count));
    history.replaceState(null, "", address); // a reload starts the same number of workers
  }, [count, room]);
  return (
    <main className="swarm-page">
      <header className="swarm-head">
        <Brand />
        <h1>
          Swarm in room <span className="code">{room}</span>
        </h1>
        <fieldset className="stepper">
          <legend className="visually-hidden">Number of workers</legend>
          <button type="button" className="button" disabled={count <= 1} onClick={() => setCount(count - 1)}>
            <span aria-hidden="true">−</span>
            <span className="visually-hidden">One worker fewer</span>
          </button>
          <label>
            <span className="visually-hidden">Workers</span>
            <input
              type="number"
              min={1}
              max={SWARM_LIMIT}
              value={count}
              onChange={(event) => event.target.value !== "" && setCount(swarmCount(event.target.value))}
            />
          </label>
          <button
            type="button"
            className="button"
            disabled={count >= SWARM_LIMIT}
            onClick={() => setCount(count + 1)}
          >
            <span aria-hidden="true">+</span>
            <span className="visually-hidden">One worker more</span>
          </button>
        </fieldset>
      </header>
      <ul className="swarm-grid">
        {asked &&
          Array.from({ length: count }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a place in the swarm is its worker's identity
            <SwarmWorker key={i} place={i} room={room} forced={forced} pass={asked.pass} />
          ))}
      </ul>
      <p className="small muted">
        Keep this page open, in the foreground or background: closing it makes all its workers leave.
      </p>
    </main>
  );
}
