import type { ArmStyle } from "../../chart/armStyle";
import { isMarked, VERDICT_SHAPES } from "../../ui/VerdictMark";
import type { WorkerVerdict } from "../verdicts";

const WIDTH = 12;
const HEIGHT = 10;
const STEP = WIDTH + 2;
/** Of an arm's dash, around a cell. */
const DASH_SCALE = 1 / 3;
const FRAME = `v${1.2 - HEIGHT}h${WIDTH - 1.2}v${HEIGHT - 1.2}z`;

/**
 * A cell for each arm, filled from below to what the arm kept, in the arm's colour and dash; a cell without an update is only a
 * line. Once revealed, a cell shows the verdict's shape. A function, not a component, because a closed round draws it once in
 * every tile.
 */
export function keptCells(
  looks: ReadonlyMap<string, ArmStyle>,
  verdicts: readonly WorkerVerdict[],
  revealed: boolean,
) {
  const width = Math.max(1, looks.size * STEP - 2);
  return (
    <svg
      className="tile-cells"
      viewBox={`0 0 ${width} ${HEIGHT}`}
      style={{ inlineSize: width }}
      aria-hidden="true"
    >
      {[...looks].map(([label, { color, dash }], arm) => {
        const verdict = verdicts.find((one) => one.arm === label);
        const x = arm * STEP;
        const kept = verdict?.kept ?? 0;
        const start = `M${x + 0.6} ${HEIGHT - 0.6}`;
        return (
          <g key={label} style={{ color: `var(${color})` }}>
            {kept > 0 && (
              <rect
                className="cell-fill"
                x={x}
                y={HEIGHT * (1 - kept)}
                width={WIDTH}
                height={HEIGHT * kept}
              />
            )}
            <path
              className="cell-frame"
              d={verdict === undefined ? `${start}h${WIDTH - 1.2}` : start + FRAME}
              strokeDasharray={dash.map((length) => length * DASH_SCALE).join(" ")}
            />
            {revealed && isMarked(verdict?.verdict) && (
              <path
                className="cell-verdict"
                data-verdict={verdict.verdict}
                data-filled={kept >= 0.5}
                d={VERDICT_SHAPES[verdict.verdict]}
                transform={`translate(${x + 1.5} 0.5) scale(0.75)`}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}
