/** What the chart can show, one entry a tab. Pure. */
import type { RoundRecord } from "@honest-majority/protocol";
import { formatDuration, formatNumber, formatPercent } from "../ui/format";

/** Null or undefined where nothing was measured. */
type Measured = number | null | undefined;

export interface ChartTab {
  key: string;
  /** On the tab's button. */
  label: string;
  /** Above the chart. */
  title: string;
  /** One line an arm, or one line for the whole round. */
  value:
    | { of: "arm"; at(record: RoundRecord, arm: number): Measured }
    | { of: "round"; name: string; at(record: RoundRecord): Measured };
  /** Of the vertical axis: logarithmic, or linear up to `max`, or else up to the largest value. */
  axis: { log: boolean; max?: number; format(value: number): string };
  /** Of a value beside an arm's name. */
  format(value: number): string;
}

/** The first one is shown at first. */
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
