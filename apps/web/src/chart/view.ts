/** Where rounds and values lie on the picture. Pure. */
import { type Range, roundsEnd, verticalRange } from "./axes";
import type { RunColumns } from "./columns";
import { type ChartLine, extremes } from "./lines";
import type { TabAxis } from "./tabs";

/** The area of the curves inside a picture, in CSS pixels. */
export interface Frame {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Space around the curves. The row of flags is above them, the end labels are on their right. */
export const SPACE = { flags: 18, top: 26, left: 50, bottom: 26, narrowRight: 14 } as const;

export function frameOf(width: number, height: number, right: number, top: number = SPACE.top): Frame {
  return { left: SPACE.left, top, right: width - right, bottom: height - SPACE.bottom };
}

export interface View {
  frame: Frame;
  rounds: Range;
  values: Range;
  axis: TabAxis;
}

/** The whole run and its ghost on an axis that does not grow with each round, or the zoomed part. */
export function roundRange(
  columns: RunColumns,
  ghost: RunColumns | undefined,
  zoom: Range | undefined,
): Range {
  const last = ({ rounds, length }: RunColumns) => rounds[length - 1] ?? 0;
  return zoom ?? [0, roundsEnd(Math.max(last(columns), ghost ? last(ghost) : 0))];
}

export function valueRange(axis: TabAxis, lines: readonly ChartLine[]): Range {
  return axis.kind === "share" ? [0, 1] : verticalRange(axis, ...extremes(lines));
}

export function roundX({ frame, rounds: [low, high] }: View, round: number): number {
  return frame.left + ((round - low) / (high - low)) * (frame.right - frame.left);
}

export function valueY({ frame, values: [low, high], axis }: View, value: number): number {
  const share =
    axis.kind === "log"
      ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
      : (value - low) / (high - low);
  return frame.bottom - share * (frame.bottom - frame.top);
}

/** The points of a line, as x and y in turn. Leaves gaps out: a line connects its measured rounds. */
export function linePoints(view: View, { rounds }: RunColumns, { values }: ChartLine): number[] {
  const points: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== null) points.push(roundX(view, rounds[i]), valueY(view, value));
  }
  return points;
}
