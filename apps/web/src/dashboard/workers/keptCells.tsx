import { armStyle } from "../../chart/armStyle";
import type { WorkerVerdict } from "../state";

const WIDTH = 12;
const HEIGHT = 10;
const STEP = WIDTH + 2;

/**
 * A cell for each arm, filled from below to what the arm kept; a cell without an update is only a line. A function, not
 * a component, because a closed round draws it once in every tile.
 */
export function keptCells(labels: readonly string[], verdicts: readonly WorkerVerdict[]) {
  const width = Math.max(1, labels.length * STEP - 2);
  return (
    <svg
      className="tile-cells"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      style={{ inlineSize: width }}
      aria-hidden="true"
    >
      {labels.map((label, arm) => {
        const verdict = verdicts.find((one) => one.arm === label);
        const { color, dash } = armStyle(arm);
        const kept = verdict?.kept ?? 0;
        const filled = kept * HEIGHT;
        const x = arm * STEP;
        return (
          <g key={label} style={{ color: `var(${color})` }}>
            {kept > 0 && (
              <rect className="cell-fill" x={x} y={HEIGHT - filled} width={WIDTH} height={filled} />
            )}
            <path
              className="cell-frame"
              d={
                verdict === undefined
                  ? `M${x} ${HEIGHT - 0.7}h${WIDTH}`
                  : `M${x + 0.7} .7h${WIDTH - 1.4}v8.6h-${WIDTH - 1.4}z`
              }
              strokeDasharray={dash.map((length) => length / 3).join(" ")}
            />
          </g>
        );
      })}
    </svg>
  );
}
