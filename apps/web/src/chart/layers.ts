/** What lies under the lines of the chart and what lies over them. The screen and the exports share it. Pure. */
import type { RunColumns } from "./columns";
import { type EndLabel, endLabelShapes } from "./endLabels";
import { flagShapes, type PlacedFlag } from "./flagRow";
import { type ChartArm, type ChartLine, linesOf } from "./lines";
import type { Shape } from "./shapes";
import { type LineStyle, lineStyles, MARK_RADIUS } from "./style";
import type { ChartTab } from "./tabs";
import type { ChartTheme } from "./theme";
import { linePoints, roundX, type View, valueY } from "./view";

const GHOST_ALPHA = 0.25;
const MARK_APART = 60;

export interface LayerInput {
  columns: RunColumns;
  lines: readonly ChartLine[];
  styles: ReadonlyMap<string, LineStyle>;
  arms: readonly ChartArm[];
  ghost?: RunColumns;
  tab: ChartTab;
  classes?: number;
  view: View;
  theme: ChartTheme;
  flags: readonly PlacedFlag[];
  /** Empty in a narrow chart. */
  ends: readonly EndLabel[];
}

/** The name of the axis of rounds, the line of chance, the last run's curves, and the flags. */
export function underLines(input: LayerInput): Shape[] {
  const { view, theme, flags } = input;
  return [...roundAxisName(input), ...chance(input), ...ghosts(input), ...flagShapes(flags, view, theme)];
}

/** Marks on the lines, and the labels at their ends. */
export function overLines({ columns, lines, styles, view, ends, theme }: LayerInput): Shape[] {
  return [
    ...lines.flatMap((line, i) => marks(view, columns, line, i, styles.get(line.label))),
    ...endLabelShapes(ends, styles, theme),
  ];
}

function roundAxisName({ view: { frame }, ends, theme }: LayerInput): Shape[] {
  if (ends.length === 0) return [];
  const [x, y] = [frame.right + 20, frame.bottom + 13];
  return [{ kind: "text", x, y, text: "round", size: 12, weight: 400, color: theme.muted }];
}

function chance({ tab, classes, view, theme }: LayerInput): Shape[] {
  if (tab.chance === undefined || classes === undefined) return [];
  const y = valueY(view, 1 / classes);
  const { left, right, bottom } = view.frame;
  // below the line there are seldom curves; a low chart has room above it alone, where the curves end last
  const place =
    bottom - y >= 18
      ? ({ x: left + 6, y: y + 9, anchor: "start" } as const)
      : ({ x: right - 4, y: y - 9, anchor: "end" } as const);
  return [
    { kind: "line", points: [left, y, right, y], color: theme.muted, width: 1.4, dash: [1.5, 4] },
    { kind: "text", ...place, text: "chance", size: 12, weight: 400, color: theme.muted, halo: theme.panel },
  ];
}

function ghosts({ ghost, arms, tab, view, theme }: LayerInput): Shape[] {
  if (!ghost) return [];
  const lines = linesOf(ghost, arms, tab);
  const styles = lineStyles(lines, theme, undefined);
  return lines.map((line): Shape => {
    const { color, width, dash } = styles.get(line.label)!;
    const points = linePoints(view, ghost, line);
    return { kind: "line", points, color, width, dash, alpha: GHOST_ALPHA, clip: view.frame };
  });
}

/** The arm's mark about every 60 pixels along its line, on measured rounds. Lines start at different places. */
function marks(
  view: View,
  { rounds }: RunColumns,
  { values, look }: ChartLine,
  place: number,
  style: LineStyle | undefined,
): Shape[] {
  if (!style || look.mark === undefined) return [];
  const { left, right, top, bottom } = view.frame;
  const shapes: Shape[] = [];
  let next = roundX(view, rounds[0] ?? 0) + ((place * 23) % MARK_APART);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null) continue;
    const x = roundX(view, rounds[i]);
    if (x < next) continue;
    next = x + MARK_APART;
    const y = valueY(view, value);
    if (x < left || x > right || y < top || y > bottom) continue;
    shapes.push({ ...style.mark, kind: "glyph", x, y, radius: MARK_RADIUS, alpha: style.alpha });
  }
  return shapes;
}
