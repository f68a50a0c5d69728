/** The tabs of the chart, one entry per tab. Pure. */
import type { RoundRecord } from "@honest-majority/protocol";
import { formatDuration, formatNumber, formatPercent } from "../ui/format";

/** Null or undefined if nothing was measured. */
type Measured = number | null | undefined;

export interface ChartTab {
  key: string;
  /** The text of the tab's button. */
  label: string;
  /** The title above the chart. */
  title: string;
  /** How to get the values: one line per arm, or one line for the whole round. */
  value:
    | { of: "arm"; at(record: RoundRecord, arm: number): Measured }
    | { of: "round"; name: string; at(record: RoundRecord): Measured };
  /** The vertical axis: logarithmic, or linear up to `max`, or linear up to the largest value. */
  axis: { log: boolean; max?: number; format(value: number): string };
  /** Formats a value beside an arm's name. */
  format(value: number): string;
}

/** The first tab is open at first. */
export const CHART_TABS: readonly [ChartTab, ...ChartTab[]] = [
  {
    key: "accuracy",
    label: "Accuracy",
    title: "Test accuracy",
    value: { of: "arm", at: ({ arms }, arm) => arms[arm].evaluation?.accuracy },
    axis: { log: false, max: 1, format: (share) => `${Math.round(100 * share)} %` },
    format: formatPercent,
  },
  {
    key: "loss",
    label: "Loss",
    title: "Test loss (log scale)",
    value: { of: "arm", at: ({ arms }, arm) => arms[arm].evaluation?.loss },
    axis: { log: true, format: formatNumber },
    format: formatNumber,
  },
  {
    key: "error",
    label: "Aggregation error",
    title: "Error to the honest mean (log scale)",
    value: { of: "arm", at: ({ stage }, arm) => stage?.aggregationError[arm] },
    axis: { log: true, format: formatNumber },
    format: formatNumber,
  },
  {
    key: "time",
    label: "Round time",
    title: "Seconds from open to close",
    value: {
      of: "round",
      name: "round",
      at: ({ openedAt, closedAt }) => (closedAt - openedAt) / 1_000,
    },
    axis: { log: false, format: formatSeconds },
    format: formatSeconds,
  },
];

function formatSeconds(seconds: number): string {
  return formatDuration(1_000 * seconds);
}
