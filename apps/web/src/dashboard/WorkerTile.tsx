import type { WorkerView } from "@honest-majority/protocol";
import { memo } from "react";
import { ArmSwatch } from "../chart/ArmSwatch";
import { MEAN_STYLE } from "../chart/armStyle";
import { armShortTitle } from "../chart/armTitle";
import { AttackSelect } from "../roles/AttackSelect";
import { describeAttack } from "../roles/attackChoice";
import { RoleSwitch } from "../roles/RoleSwitch";
import { useRoleControl } from "../roles/useRoleControl";
import { backendTitle, formatNumber, formatShare } from "../ui/format";
import { Name } from "../ui/Name";
import { Sparkline } from "../ui/Sparkline";
import { useCommands } from "./commands";
import { type TileState, tileState } from "./describe";
import { useDashboard, useLooks, useOwes, useVerdicts, useWorker } from "./store";

const STATE_WORDS: Record<TileState, string> = {
  loading: "loading its data",
  ready: "ready",
  training: "training",
  hidden: "ready, its tab is hidden",
  reconnecting: "reconnecting…",
  left: "left",
};

export const WorkerTile = memo(function WorkerTile({ id }: { id: string }) {
  const worker = useWorker(id);
  return worker && <Tile worker={worker} />;
});

function Tile({ worker }: { worker: WorkerView }) {
  const owes = useOwes(worker.id);
  const kept = useVerdicts(worker.id);
  const looks = useLooks();
  const losses = useDashboard((state) => state.losses[worker.id])?.map(({ loss }) => loss) ?? [];
  const preset = useDashboard((state) => state.class.attack);
  const commands = useCommands();
  const role = worker.role ?? { kind: "honest" };
  const { malicious, choice, choose, turn } = useRoleControl(
    role,
    (next) => void commands.flip(worker.id, next),
    preset,
  );
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
        {kept.map(({ arm, kept: share = 0 }) => (
          <li key={arm}>
            <ArmSwatch look={looks.get(arm) ?? MEAN_STYLE} />
            <span className="kept-label">{armShortTitle(arm)}</span>
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
        <button type="button" className="button quiet" onClick={() => void commands.remove(worker.id)}>
          Remove {worker.name}
        </button>
      </details>
    </li>
  );
}
