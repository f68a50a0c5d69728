import { quorumOf } from "@honest-majority/protocol";
import type { CSSProperties } from "react";
import { NO_NETWORK, typedAddress } from "../dashboard/joins";
import { QrCode } from "../dashboard/QrCode";
import { useDashboard, useRoom } from "../dashboard/store";
import { Name } from "../ui/Name";
import { useShallow } from "../ui/pageStore";

/** How to join, as large as the screen allows, until the first round. */
export function JoinCard() {
  const { room, joins, config } = useRoom();
  const [first] = joins;
  const reachesOthers = first !== undefined && first.reach !== "machine";
  const ready = useDashboard(
    ({ workers }) => Object.values(workers).filter(({ presence }) => presence === "ready").length,
  );
  const quorum = quorumOf(config);
  return (
    <section className="card join-card" aria-labelledby="join-title">
      {reachesOthers && <QrCode text={first.url} />}
      <div className="join-words">
        <h2 id="join-title">Join this class</h2>
        <p className="join-address">{reachesOthers ? typedAddress(first) : NO_NETWORK}</p>
        <p
          className="join-code"
          data-testid="room-code"
          style={{ "--letters": room.length } as CSSProperties}
        >
          {room}
        </p>
        <p className="join-count">
          <strong className="tabular">{ready}</strong> {ready === 1 ? "worker is" : "workers are"} ready
          {ready < quorum && <span className="muted">, a round needs at least {quorum}</span>}
        </p>
        {config.showNames && <Names />}
      </div>
    </section>
  );
}

function Names() {
  const names = useDashboard(useShallow(({ order, workers }) => order.map((id) => workers[id].name)));
  return (
    <ul className="join-names" aria-label="Who is here">
      {names.map((name) => (
        <li key={name}>
          <Name>{name}</Name>
        </li>
      ))}
    </ul>
  );
}
