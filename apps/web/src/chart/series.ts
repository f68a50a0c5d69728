/** Makes the chart's lines from the rounds' records. Pure. */
import type { ArmRecord, RoundRecord } from "@honest-majority/protocol";
import type { ChartTab } from "./tabs";

export interface ChartLine {
  label: string;
  /** The arm, whose colour and dash the line gets; undefined for a line of the whole round. */
  arm?: number;
  /** The drawn values; without zeros on a log scale. */
  values: (number | null)[];
  /** The last measured value, which may be zero. */
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
  { value, axis }: ChartTab,
): ChartSeries {
  const line = (
    of: Pick<ChartLine, "label" | "arm">,
    measured: (record: RoundRecord) => unknown,
  ): ChartLine => {
    const values = rounds.map((record) => finite(measured(record)));
    const last = latest(values)?.value;
    return { ...of, values: axis.log ? values.map((value) => value || null) : values, last };
  };
  return {
    x: rounds.map(({ round }) => round),
    lines:
      value.of === "round"
        ? [line({ label: value.name }, value.at)]
        : labels.map((label, arm) =>
            line({ label, arm }, (record) => {
              const at = record.arms.findIndex((entry) => entry.label === label);
              return at < 0 ? undefined : value.at(record, at);
            }),
          ),
  };
}

const finite = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : null);

/** The last measured value of a line, and its index. */
export function latest(values: readonly (number | null)[]): { index: number; value: number } | undefined {
  const index = values.findLastIndex((value) => value !== null);
  return index < 0 ? undefined : { index, value: values[index]! };
}

/** An arm's last record and last evaluation. */
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
