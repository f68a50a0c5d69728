/** The names and values at the lines' ends. Pure. */
import { isolated } from "../ui/isolated";
import type { RunColumns } from "./columns";
import { cutText, type Measure, spread } from "./layout";
import type { ChartLine } from "./lines";
import type { Shape } from "./shapes";
import { type LineStyle, MARK_RADIUS } from "./style";
import type { ChartTab } from "./tabs";
import type { ChartTheme } from "./theme";
import { roundX, type View, valueY } from "./view";

const SIZE = 15;
const WEIGHT = 600;
const LINE_HEIGHT = 18;
/** From the end of a line to its label. */
const BESIDE = 16;

export interface EndLabel {
  label: string;
  text: string;
  /** Where the line ends. */
  end: { x: number; y: number };
  /** Where the text starts; `y` is its middle. */
  x: number;
  y: number;
  width: number;
}

/** Space on the right of the curves: the widest name and value, at most a third of the picture. */
export function labelSpace(
  lines: readonly ChartLine[],
  { axis, short }: ChartTab,
  width: number,
  measure: Measure,
) {
  const widest = short(axis.kind === "share" ? 0.88 : 8.88);
  const widths = lines.map(({ name }) => measure(`${name} ${widest}`, SIZE, WEIGHT));
  return Math.round(Math.min(width / 3, Math.max(60, ...widths) + BESIDE + 6));
}

/** One label per line that has a value in view, beside the line's last value there, without overlaps. */
export function endLabels(
  { rounds }: RunColumns,
  lines: readonly ChartLine[],
  tab: ChartTab,
  view: View,
  right: number,
  measure: Measure,
): EndLabel[] {
  const { frame } = view;
  const ends = lines.flatMap(({ label, name, values }) => {
    for (let at = values.length - 1; at >= 0 && rounds[at] >= view.rounds[0]; at--) {
      const value = values[at];
      if (value === null || rounds[at] > view.rounds[1]) continue;
      const y = Math.min(frame.bottom, Math.max(frame.top, valueY(view, value)));
      return [{ label, name, value: tab.short(value), end: { x: roundX(view, rounds[at]), y } }];
    }
    return [];
  });
  const x = Math.max(...ends.map(({ end }) => end.x)) + BESIDE;
  const half = LINE_HEIGHT / 2;
  const ys = spread(
    ends.map(({ end }) => end.y),
    LINE_HEIGHT,
    frame.top + half - 4,
    frame.bottom - half + 4,
  );
  const measured = (text: string) => measure(text, SIZE, WEIGHT);
  return ends.map(({ label, name, value, end }, i) => {
    const room = right - 4 - x - measured(` ${value}`);
    const text = `${isolated(cutText(name, room, measured))} ${value}`.trim();
    return { label, text, end, x, y: ys[i], width: measured(text) };
  });
}

/** A mark at each line's end, its label in the line's colour, and a thread from one to the other if they are apart. */
export function endLabelShapes(
  labels: readonly EndLabel[],
  styles: ReadonlyMap<string, LineStyle>,
  theme: ChartTheme,
): Shape[] {
  return labels.flatMap(({ label, text, end, x, y }): Shape[] => {
    const style = styles.get(label);
    if (!style) return [];
    const { color, mark, alpha } = style;
    return [
      { kind: "line", points: [end.x + 6, end.y, x - 3, y], color, width: 1, alpha: 0.6 * alpha },
      { ...mark, kind: "glyph", x: end.x, y: end.y, radius: MARK_RADIUS + 1, alpha },
      { kind: "text", x, y, text, size: SIZE, weight: WEIGHT, color, halo: theme.panel, alpha },
    ];
  });
}

/** The label under a point. */
export function labelAt(labels: readonly EndLabel[], px: number, py: number): string | undefined {
  return labels.find(
    ({ x, y, width }) => px >= x - 4 && px <= x + width + 4 && Math.abs(py - y) <= LINE_HEIGHT / 2,
  )?.label;
}
