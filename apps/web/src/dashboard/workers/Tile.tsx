import { WORKER_STATUSES } from "@honest-majority/protocol";
import { memo, useRef } from "react";
import type { ArmStyle } from "../../chart/armStyle";
import { oppositeRole } from "../../roles/attackChoice";
import { Name } from "../../ui/Name";
import { useShallow } from "../../ui/pageStore";
import { useCommands } from "../commands";
import { usePlace } from "../place";
import { useDashboard, useRevealed, useShowsTruth, useVerdicts } from "../store";
import { select, useView } from "../view";
import { keptCells } from "./keptCells";
import { LossLine } from "./LossLine";
import { backendText, markLabel, networkText, shownRole, tileWords } from "./tileWords";
import { currentState, useTileState } from "./useTileState";

export interface TileProps {
  id: string;
  /** How each of the run's arms looks, by its label. */
  looks: ReadonlyMap<string, ArmStyle>;
  /** Whether the worker's losses are drawn. */
  roomy: boolean;
  /** Whether Tab stops here. */
  isStop: boolean;
}

/** One worker. Renders when what it shows changes, at most once for a closed round. */
export const Tile = memo(function Tile({ id, looks, roomy, isStop }: TileProps) {
  const tile = useRef<HTMLLIElement>(null);
  useTileState(id, tile);
  const showsTruth = useShowsTruth();
  const worker = useDashboard(
    useShallow(({ workers }) => ({
      name: workers[id]?.name ?? "",
      role: workers[id]?.role?.kind, // the kind alone: losses renew the whole worker
      presence: workers[id]?.presence,
      backend: workers[id]?.backend ?? "",
      backendNote: workers[id]?.backendNote ?? "",
      backendDeaths: workers[id]?.backendDeaths ?? 0,
      network: networkText(workers[id], showsTruth),
    })),
  );
  const revealed = useRevealed();
  const verdicts = useVerdicts(id);
  const { selected, pointed } = useView(
    useShallow((view) => ({
      selected: view.selected === id,
      pointed: view.pointed === id,
    })),
  );
  const commands = useCommands();
  const flip = () => {
    const { workers, class: view } = useDashboard.getState();
    void commands.flip(id, oppositeRole(workers[id]?.role, view.attack));
  };
  const role = shownRole(worker.role, showsTruth);
  const isRecord = usePlace() === "record";
  const mark = isRecord ? (role === "hidden" ? "role hidden" : role) : markLabel(worker.name, role);
  const state = currentState(id) ?? "left";
  return (
    <li
      ref={tile}
      className="tile"
      data-testid="tile"
      data-worker={id}
      data-role={role}
      data-state={state}
      data-pointed={pointed}
      data-selected={selected}
    >
      <button
        type="button"
        className="tile-main"
        tabIndex={isStop ? 0 : -1}
        aria-pressed={selected}
        onClick={() => select(id)}
      >
        <Name>{worker.name}</Name>
        <span className="visually-hidden">
          {tileWords(role, revealed ? verdicts : [])}
          {worker.backendDeaths > 0 && `, ${backendText(worker)}`}
          {worker.network && `, ${worker.network}`}
        </span>
        {roomy && !isRecord && <LossLine id={id} />}
        <span className="tile-foot">
          {keptCells(looks, verdicts, revealed)}
          {worker.backendDeaths > 0 && (
            <svg className="tile-fallen" data-testid="tile-fallen" viewBox="0 0 10 10" aria-hidden="true">
              <title>{backendText(worker)}</title>
              <path d={FALLEN} />
            </svg>
          )}
          {worker.network && (
            <svg className="tile-network" data-testid="tile-network" viewBox="0 0 10 10" aria-hidden="true">
              <title>{worker.network}</title>
              <path d={SLOW_WAY} />
            </svg>
          )}
          <svg className="tile-state" viewBox="0 0 10 10" aria-hidden="true">
            <title>{WORKER_STATUSES[state].tile.says}</title>
            <path d={WORKER_STATUSES[state].tile.shape} />
          </svg>
        </span>
      </button>
      <button
        type="button"
        className="tile-mark"
        tabIndex={-1}
        disabled={worker.presence === "left" || isRecord}
        aria-label={mark}
        title={mark}
        onClick={flip}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={MARKS[role]} />
        </svg>
      </button>
    </li>
  );
});

/** An arrow down: a backend died under the worker. */
const FALLEN = "M5 1v7M2 5l3 3l3-3";

/** A clock: the way to this worker takes its time. */
const SLOW_WAY = "M5 2.6V5l1.8 1.4M5 .8a4.2 4.2 0 1 1-.1 0";

/** A circle, a cross and a dot. */
const MARKS = {
  honest: "M12 6a6 6 0 1 1 0 12a6 6 0 1 1 0-12",
  malicious: "M7 7l10 10M17 7L7 17",
  hidden: "M12 12h.01",
};
