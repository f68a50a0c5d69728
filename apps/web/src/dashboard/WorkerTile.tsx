import type { AttackConfig, Role, WorkerView } from "@honest-majority/protocol";
import { ArmName } from "../chart/ArmName";
import { ArmSwatch } from "../chart/ArmSwatch";
import type { ArmStyle } from "../chart/armStyle";
import { AttackSelect } from "../roles/AttackSelect";
import { describeAttack } from "../roles/attackChoice";
import { RoleSwitch } from "../roles/RoleSwitch";
import { useRoleControl } from "../roles/useRoleControl";
import { backendTitle, formatNumber, formatShare } from "../ui/format";
import { Name } from "../ui/Name";
import { Sparkline } from "../ui/Sparkline";
import { type TileState, tileState } from "./describe";

export interface WorkerTileProps {
  worker: WorkerView;
  losses: readonly number[];
  /** The share of the last counted update that each arm's rule kept. */
  kept: readonly { arm: number; label: string; kept: number }[];
  /** The styles of the run's arms, in their order. */
  looks: readonly ArmStyle[];
  /** Whether the open round waits for this worker's updates. */
  owes: boolean;
  preset?: AttackConfig;
  onFlip(role: Role): void;
  onRemove(): void;
}

const STATE_WORDS: Record<TileState, string> = {
  loading: "loading its data",
  ready: "ready",
  training: "training",
  hidden: "ready, its tab is hidden",
  reconnecting: "reconnecting…",
  left: "left",
};

export function WorkerTile({ worker, losses, kept, looks, owes, preset, onFlip, onRemove }: WorkerTileProps) {
  const role = worker.role ?? { kind: "honest" };
  const { malicious, choice, choose, turn } = useRoleControl(role, onFlip, preset);
  const state = tileState(worker, owes);
  return (
    <li
      className="tile"
      data-testid={`worker-tile-${worker.id}`}
      data-malicious={malicious}
      data-state={state}
    >
      <header>
        <h3>
          <Name>{worker.name}</Name>
        </h3>
        <span className="badge" title={worker.backendNote || undefined}>
          {backendTitle(worker.backend)}
        </span>
      </header>
      <p className="tile-state">
        <span className="state-dot" aria-hidden="true" />
        {STATE_WORDS[state]}
        {(worker.refusals ?? 0) > 0 && <span className="refusals"> · {worker.refusals} refused</span>}
      </p>
      <div className="loss-row">
        <span className="tabular">loss {formatNumber(losses.at(-1) ?? worker.lastLoss)}</span>
        <Sparkline values={losses} />
      </div>
      <ul className="tile-kept" aria-label={`What the rules kept of ${worker.name}`}>
        {kept.map(({ arm, label, kept: share }) => (
          <li key={label}>
            <ArmSwatch look={looks[arm]} />
            <ArmName label={label} />
            <span className="tabular">{formatShare(share)}</span>
          </li>
        ))}
      </ul>
      <RoleSwitch
        size="small"
        malicious={malicious}
        disabled={worker.presence === "left"}
        onChange={turn}
        whose={worker.name}
      />
      <details>
        <summary>{role.kind === "malicious" ? describeAttack(role.attack) : "Attack, remove"}</summary>
        <AttackSelect choice={choice} onChange={choose} />
        <button type="button" className="button quiet" onClick={onRemove}>
          Remove <Name>{worker.name}</Name>
        </button>
      </details>
    </li>
  );
}
