/** The tabs of the chart, one entry per tab. Pure. */
import { formatDuration, formatNumber, formatPercent, formatShare } from "../ui/format";
import { type ArmMetric, ERROR_FLOOR } from "./columns";

export interface ChartTab {
  key: "accuracy" | "loss" | "error" | "time";
  /** The text of the tab's button. */
  label: string;
  /** The title above the chart. */
  title: string;
  /** The drawn columns: one line per arm, or one line for the whole run. */
  column: { of: "arm"; metric: ArmMetric } | { of: "run"; name: string };
  axis: TabAxis;
  /** Formats a value at a line's end. */
  short(value: number): string;
  /** Formats a value in the table and beside the pointer. */
  format(value: number): string;
}

/** A share from 0 to 1; decades, at least those `least` and never beyond `cap`; or seconds from 0. */
export type TabAxis =
  | { kind: "share" }
  | { kind: "log"; least: readonly [low: number, high: number]; cap: number }
  | { kind: "seconds" };

const formatSeconds = (seconds: number) => formatDuration(1_000 * seconds);

const formatError = (error: number) => (error <= ERROR_FLOOR ? `≤ ${ERROR_FLOOR}` : formatNumber(error));

/** The first tab is open at first. */
export const CHART_TABS: readonly [ChartTab, ...ChartTab[]] = [
  {
    key: "accuracy",
    label: "Accuracy",
    title: "Test accuracy",
    column: { of: "arm", metric: "accuracy" },
    axis: { kind: "share" },
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
    key: "time",
    label: "Time",
    title: "Seconds per round",
    column: { of: "run", name: "Round" },
    axis: { kind: "seconds" },
    short: formatSeconds,
    format: formatSeconds,
  },
];
