import { WORKER_STATUSES, type WorkerView } from "@honest-majority/protocol";
import { backendTitle, formatDuration, formatNumber } from "../../ui/format";
import { Name } from "../../ui/Name";
import { useDashboard, useShowsTruth } from "../store";
import { tileState } from "./tileState";

/** "Ada  loss 0.86 · WASM · ready · websocket · lag 12 ms" */
export function WorkerFacts({ worker }: { worker: WorkerView }) {
  const state = useDashboard(({ progress }) => tileState(worker, progress));
  const showsTruth = useShowsTruth();
  const { backend, backendNote, backendDeaths = 0, lastLoss, transport, lagMs, refusals = 0 } = worker;
  const rest = [
    WORKER_STATUSES[state].tile.says,
    ...(transport === undefined ? [] : [transport]),
    ...(lagMs === undefined || !showsTruth ? [] : [`lag ${formatDuration(lagMs)}`]),
    ...(showsTruth && refusals > 0 ? [`${refusals} refused`] : []),
  ].join(" · ");
  return (
    <p className="selected-facts">
      <strong>
        <Name>{worker.name}</Name>
      </strong>
      <span className="selected-rest">
        {/* a record has neither */}
        {backend !== "" && (
          <>
            loss {showsTruth ? formatNumber(lastLoss) : "hidden"} ·{" "}
            <bdi title={backendNote || undefined}>{backendTitle(backend)}</bdi> ·{" "}
          </>
        )}
        {rest}
        {backendDeaths > 0 && (
          <>
            {" "}
            · <bdi>{backendNote}</bdi>
          </>
        )}
      </span>
    </p>
  );
}
