/** The lines that a tab draws from a run's columns, and the rounds at which they have values. Pure. */
import { armShortTitle } from "@honest-majority/protocol";
import { type ArmStyle, MEAN_STYLE } from "./armStyle";
import type { RunColumns } from "./columns";
import type { Value } from "./measures";
import type { ChartTab } from "./tabs";

/** A run's arm and its look. */
export interface ChartArm {
  label: string;
  look: ArmStyle;
}

export interface ChartLine {
  /** The arm's label, or the name of a line of the whole run. */
  label: string;
  /** The name at the line's end. */
  name: string;
  /** The arm's look; a line of the whole run has no mark. */
  look: Omit<ArmStyle, "mark"> & Partial<Pick<ArmStyle, "mark">>;
  /** One value per round. */
  values: readonly Value[];
}

const RUN_LOOK = { ...MEAN_STYLE, mark: undefined, width: 2 };

/** One line for each of the arms that has columns, in their order. */
export function linesOf(columns: RunColumns, arms: readonly ChartArm[], { column }: ChartTab): ChartLine[] {
  if (column.of === "run") {
    const { name, metric } = column;
    return [{ label: name, name, look: RUN_LOOK, values: columns.values[metric] }];
  }
  return arms.flatMap(({ label, look }) => {
    const own = columns.arms.find((each) => each.label === label);
    return own ? [{ label, name: armShortTitle(label), look, values: own.values[column.metric] }] : [];
  });
}

const isMeasured = (lines: readonly ChartLine[], at: number) =>
  lines.some(({ values }) => (values[at] ?? null) !== null);

/** The index of the measured round nearest to `round`; the earlier of two; undefined if none is measured. */
export function nearestMeasured(
  { rounds, length }: RunColumns,
  lines: readonly ChartLine[],
  round: number,
): number | undefined {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rounds[middle] < round) low = middle + 1;
    else high = middle;
  }
  let after = low;
  while (after < length && !isMeasured(lines, after)) after++;
  let before = low - 1;
  while (before >= 0 && !isMeasured(lines, before)) before--;
  if (before < 0) return after < length ? after : undefined;
  if (after >= length) return before;
  return rounds[after] - round < round - rounds[before] ? after : before;
}

/** The indices of the last `count` measured rounds, newest first. */
export function lastMeasured({ length }: RunColumns, lines: readonly ChartLine[], count: number): number[] {
  const found: number[] = [];
  for (let at = length - 1; at >= 0 && found.length < count; at--) if (isMeasured(lines, at)) found.push(at);
  return found;
}

/** The smallest and the largest value of all lines. */
export function extremes(lines: readonly ChartLine[]): [low: number | undefined, high: number | undefined] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { values } of lines) {
    for (const value of values) {
      if (value === null) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : [undefined, undefined];
}
