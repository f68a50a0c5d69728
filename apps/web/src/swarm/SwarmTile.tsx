import type { LearnerView } from "@honest-majority/worker/view";
import { AttackSelect } from "../roles/AttackSelect";
import { RoleSwitch } from "../roles/RoleSwitch";
import { LOCKED } from "../roles/useRoleControl";
import type { Choice } from "../ui/choice";
import { backendTitle, formatNumber } from "../ui/format";
import { Name } from "../ui/Name";
import { Sparkline } from "../ui/Sparkline";
import { describeStatus, ownVerdicts, statusOf } from "../worker/describe";

export interface SwarmTileProps {
  place: number;
  view: LearnerView;
  malicious: boolean;
  choice: Choice;
  choose(choice: Choice): void;
  turn(malicious: boolean): void;
}

export function SwarmTile({ place, view, malicious, choice, choose, turn }: SwarmTileProps) {
  const { worker, backend, link, losses, round } = view;
  const { locked } = view.class;
  const name = worker?.name ?? `Worker ${place + 1}`;
  return (
    <li className="card swarm-tile" data-testid={`swarm-worker-${place}`} data-malicious={malicious}>
      <header>
        <h2>
          <Name>{name}</Name>
        </h2>
        {backend && (
          <span className="badge" title={backend.note}>
            {backendTitle(backend.name)}
          </span>
        )}
      </header>
      <p className="swarm-state" data-state={statusOf(view)}>
        <span className="state-dot" aria-hidden="true" />
        {link.kind === "stopped" ? `${link.title}. ${link.advice}` : describeStatus(view)}
      </p>
      <RoleSwitch
        size="small"
        malicious={malicious}
        disabled={worker === undefined || link.kind === "stopped" || locked}
        onChange={turn}
        whose={name}
      />
      <div className="loss-row">
        <span className="tabular">
          {round ? `round ${round.round}` : "no round yet"} · loss {formatNumber(losses.at(-1))}
        </span>
        <Sparkline values={losses} />
      </div>
      <p className="small muted">
        {ownVerdicts(view)
          .map(({ sentence }) => sentence)
          .join("; ")}
      </p>
      {locked ? (
        <p className="small muted">{LOCKED}</p>
      ) : (
        <details>
          <summary>Attack</summary>
          <AttackSelect choice={choice} onChange={choose} />
        </details>
      )}
      {view.notice !== undefined && <p className="small field-problem">{view.notice}</p>}
    </li>
  );
}
