/** The tabs of the chart, one entry per tab. Pure. */
import { formatDuration, formatNumber, formatPercent, formatShare } from "../ui/format";
import type { RunColumns } from "./columns";
import { ERROR_FLOOR, FLOOR_WORDS, isMeasured, isSeldom, type MeasureRef } from "./measures";

export interface ChartTab {
  /** Its name in the names of exported files. */
  key: string;
  /** The text of the tab's button. */
  label: string;
  /** The title above the chart. */
  title: string;
  /** The drawn columns: one line per arm, or one line for the whole run. */
  column: MeasureRef;
  axis: TabAxis;
  /** Draws the accuracy of guessing as a line. */
  chance?: true;
  /** Formats a value at a line's end. */
  short(value: number): string;
  /** Formats a value in the table and beside the pointer. */
  format(value: number): string;
}

/** A share from 0 to 1; decades, at least those `least` and never beyond `cap`; or from 0 to at least `least`. */
export type TabAxis =
  | { kind: "share" }
  | { kind: "log"; least: readonly [low: number, high: number]; cap: number }
  | { kind: "linear"; least: number; unit?: string };

const formatSeconds = (seconds: number) => formatDuration(1_000 * seconds);

const formatError = (error: number) => (error <= ERROR_FLOOR ? FLOOR_WORDS : formatNumber(error));

/** The first tab is open at first. */
export const CHART_TABS: readonly [ChartTab, ...ChartTab[]] = [
  {
    key: "accuracy",
    label: "Accuracy",
    title: "Test accuracy",
    column: { of: "arm", metric: "accuracy" },
    axis: { kind: "share" },
    chance: true,
    short: formatShare,
    format: formatPercent,
  },
  {
    key: "loss",
    label: "Loss",
    title: "Test loss (log scale)",
    column: { of: "arm", metric: "loss" },
    axis: { kind: "log", least: [0.1, 10], cap: 1e6 },
    short: formatNumber,
    format: formatNumber,
  },
  {
    key: "error",
    label: "Error",
    title: "Error relative to the honest mean (log scale)",
    column: { of: "arm", metric: "error" },
    axis: { kind: "log", least: [0.01, 10], cap: 1e6 },
    short: formatError,
    format: formatError,
  },
  {
    key: "success",
    label: "Attack",
    title: "Attack success on test pictures",
    column: { of: "arm", metric: "success" },
    axis: { kind: "share" },
    short: formatShare,
    format: formatPercent,
  },
  {
    key: "time",
    label: "Time",
    title: "Seconds per round",
    column: { of: "run", metric: "seconds", name: "Round" },
    axis: { kind: "linear", least: 0.1, unit: "s" },
    short: formatSeconds,
    format: formatSeconds,
  },
];

/** The tabs of a run: one of a seldom measure is among them only when a round has it, one of the whole run when rounds have it. */
export function tabsOf({ length, values: ofRun, arms }: RunColumns): ChartTab[] {
  return CHART_TABS.filter(({ column }) => {
    if (column.of === "run") return length === 0 || isMeasured(ofRun[column.metric]);
    return !isSeldom(column) || arms.some(({ values }) => isMeasured(values[column.metric]));
  });
}
