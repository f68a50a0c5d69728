/** What the chart draws, from the rounds' records. Pure. */
import type { ArmRecord, RoundRecord } from "@honest-majority/protocol";

export const MEASURES = {
  accuracy: { title: "Accuracy", long: "Test accuracy", log: false },
  loss: { title: "Loss", long: "Test loss (log scale)", log: true },
  error: { title: "Aggregation error", long: "Error to the honest mean (log scale)", log: true },
  time: { title: "Round time", long: "Seconds from open to close", log: false },
} as const;
export type Measure = keyof typeof MEASURES;

export interface ChartLine {
  label: string;
  /** Which arm's colour and dash; undefined: the whole round's. */
  arm?: number;
  /** What is drawn: a log scale has no zero. */
  values: (number | null)[];
  /** The last measured value, zero or not. */
  last?: number;
}

export interface ChartSeries {
  /** Rounds, strictly ascending. */
  x: number[];
  lines: ChartLine[];
}

export function seriesOf(
  rounds: readonly RoundRecord[],
  labels: readonly string[],
  measure: Measure,
): ChartSeries {
  const x = rounds.map(({ round }) => round);
  if (measure === "time") {
    const values = rounds.map((r) => (r.closedAt - r.openedAt) / 1_000);
    return { x, lines: [{ label: "round", values, last: values.at(-1) }] };
  }
  const { log } = MEASURES[measure];
  return {
    x,
    lines: labels.map((label, arm) => {
      const values = rounds.map((record) => finite(measured(record, label, measure)));
      const last = latest(values)?.value;
      return { label, arm, values: log ? values.map((value) => value || null) : values, last };
    }),
  };
}

const finite = (value: number | null | undefined) =>
  value === null || value === undefined || !Number.isFinite(value) ? null : value;

function measured(record: RoundRecord, label: string, measure: Exclude<Measure, "time">) {
  const at = record.arms.findIndex((arm) => arm.label === label);
  if (at < 0) return null;
  switch (measure) {
    case "accuracy":
      return record.arms[at].evaluation?.accuracy;
    case "loss":
      return record.arms[at].evaluation?.loss;
    case "error":
      return record.stage?.aggregationError[at];
    default:
      return measure satisfies never;
  }
}

/** The last measured value of a line, and where it stands. */
export function latest(values: readonly (number | null)[]): { index: number; value: number } | undefined {
  const index = values.findLastIndex((value) => value !== null);
  return index < 0 ? undefined : { index, value: values[index]! };
}

/** Of each arm, its last record and its last evaluation. */
export function latestOfArm(rounds: readonly RoundRecord[], label: string) {
  const of = (record: RoundRecord) => record.arms.find((arm) => arm.label === label);
  const last = rounds.findLast((record) => of(record) !== undefined);
  const evaluated = rounds.findLast((record) => of(record)?.evaluation !== undefined);
  const fell = rounds.find((record) => of(record)?.outcome === "diverged");
  return {
    record: last && (of(last) as ArmRecord),
    aggregationError: last?.stage?.aggregationError[last.arms.findIndex((arm) => arm.label === label)],
    evaluation: evaluated && of(evaluated)?.evaluation,
    divergedAt: fell?.round,
  };
}
