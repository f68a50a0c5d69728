import { useId, useState } from "react";
import { SWARM_LIMIT, swarmCount } from "../../router";
import { Icon } from "../../ui/Icon";
import { useCommands } from "../commands";
import { usePlace } from "../place";
import { useDashboard, useRoom } from "../store";
import { FlipMenu } from "./FlipMenu";
import { presentIn } from "./order";

/** How many workers are here, and what can be done with all of them. */
export function WorkersHeader({ titleId }: { titleId: string }) {
  const here = useDashboard((state) => presentIn(state).length);
  const place = usePlace();
  const others = place === "coordinator";
  return (
    <header className="workers-head">
      <h2 id={titleId}>
        Workers <span className="count">{here}</span>
      </h2>
      {others && <SwarmLink />}
      {others && <LockToggle />}
      {place !== "record" && <FlipMenu />}
    </header>
  );
}

function SwarmLink() {
  const { room } = useRoom();
  const [count, setCount] = useState("8");
  const id = useId();
  return (
    <div className="swarm-link">
      <label htmlFor={id} className="visually-hidden">
        Workers in a new swarm
      </label>
      <input
        id={id}
        type="number"
        min={1}
        max={SWARM_LIMIT}
        value={count}
        onChange={(event) => setCount(event.target.value)}
      />
      <a
        className="button small-button"
        href={`/swarm/${room}?n=${swarmCount(count)}`}
        target="_blank"
        rel="noreferrer"
        title="Opens a page with this many workers on this machine"
      >
        + swarm
      </a>
    </div>
  );
}

/** Whether students may change their own roles. */
function LockToggle() {
  const locked = useDashboard((state) => state.class.locked);
  const commands = useCommands();
  return (
    <button
      type="button"
      className="button small-button"
      aria-pressed={locked}
      title={locked ? "Students cannot change their roles" : "Students may change their own roles"}
      onClick={() => void commands.setClass({ locked: !locked })}
    >
      <Icon name={locked ? "lock" : "open"} />
      Lock
    </button>
  );
}
