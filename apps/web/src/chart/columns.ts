/**
 * A run's measurements as columns over its rounds: what the chart, its table and its exports read instead of
 * records. Appending a round costs O(arms). Pure, except that headers of one run share their growing arrays.
 */
import type { ArmRecord, Evaluation, RoundRecord } from "@honest-majority/protocol";
import { appendFlags, type Flag, flagsBefore } from "./flags";
import { type ArmMetric, armMeasures, type RunMetric, runMeasures, type Value } from "./measures";

export interface ArmColumns {
  readonly label: string;
  /** One value per round. */
  readonly values: Readonly<Record<ArmMetric, Value[]>>;
  /** The last evaluation. */
  readonly evaluated?: { readonly round: number; readonly evaluation: Evaluation };
  /** The first round in which the arm diverged. */
  readonly divergedAt?: number;
}

/**
 * A header: a new object for each round, so that React sees the change. Its arrays are shared with the headers
 * before it and grow in place. Only the newest header of a run may be read.
 */
export interface RunColumns {
  /** Rounds in the columns. */
  readonly length: number;
  /** Strictly ascending. */
  readonly rounds: number[];
  /** What is measured once for all arms, one value per round. */
  readonly values: Readonly<Record<RunMetric, Value[]>>;
  /** In the order in which they joined the run. */
  readonly arms: readonly ArmColumns[];
  /** The run's events, oldest first. A new array when it changes. */
  readonly flags: readonly Flag[];
  /** Whether any record has the roles. */
  readonly truth: boolean;
}

export function noColumns(): RunColumns {
  return { length: 0, rounds: [], values: gaps(runMeasures, 0), arms: [], flags: [], truth: false };
}

export function columnsOf(records: readonly RoundRecord[]): RunColumns {
  return records.reduce(append, noColumns());
}

/**
 * Adds a round, and returns the new header. A round that is repeated after a restart replaces its first version
 * and all later rounds. An arm that is new gets gaps in the earlier rounds; an absent arm gets a gap.
 */
export function append(columns: RunColumns, record: RoundRecord): RunColumns {
  const { length, rounds, values, arms, flags, truth } = before(columns, record.round);
  rounds.push(record.round);
  for (const [metric, measure] of runMeasures) values[metric].push(measure.of(record));
  const known = new Set(arms.map(({ label }) => label));
  const added = record.arms.flatMap(({ label }) => (known.has(label) ? [] : [emptyArm(label, length)]));
  return {
    length: length + 1,
    rounds,
    values,
    arms: [...arms, ...added].map((arm) => appendArm(arm, record)),
    flags: appendFlags(flags, record),
    truth: truth || record.stage !== undefined,
  };
}

function appendArm(arm: ArmColumns, record: RoundRecord): ArmColumns {
  const at = record.arms.findIndex(({ label }) => label === arm.label);
  const measured: ArmRecord | undefined = record.arms[at];
  const evaluation = measured?.evaluation;
  for (const [metric, measure] of armMeasures) arm.values[metric].push(measure.of(record, at));
  return {
    ...arm,
    evaluated: evaluation ? { round: record.round, evaluation } : arm.evaluated,
    divergedAt: arm.divergedAt ?? (measured?.outcome === "diverged" ? record.round : undefined),
  };
}

/** Cuts the columns to the header's own rounds, and to those before `round`. */
function before(columns: RunColumns, round: number): RunColumns {
  let { length } = columns;
  while (length > 0 && columns.rounds[length - 1] >= round) length--;
  columns.rounds.length = length;
  for (const { values } of [columns, ...columns.arms]) {
    for (const column of Object.values(values)) column.length = length;
  }
  if (length === columns.length) return columns;
  return {
    ...columns,
    length,
    arms: columns.arms.map(({ evaluated, divergedAt, ...arm }) => ({
      ...arm,
      evaluated: evaluated && evaluated.round < round ? evaluated : undefined,
      divergedAt: divergedAt !== undefined && divergedAt < round ? divergedAt : undefined,
    })),
    flags: flagsBefore(columns.flags, round),
  };
}

function emptyArm(label: string, length: number): ArmColumns {
  return { label, values: gaps(armMeasures, length) };
}

/** A column of each measure, without a measurement in the first `length` rounds. */
function gaps<Metric extends string>(
  measures: readonly (readonly [Metric, unknown])[],
  length: number,
): Record<Metric, Value[]> {
  const columns = measures.map(([metric]) => [metric, new Array<Value>(length).fill(null)] as const);
  return Object.fromEntries(columns) as Record<Metric, Value[]>;
}

/** The arm's last measured value and its round; undefined before the first. */
export function latestValue(
  { rounds, arms }: RunColumns,
  label: string,
  metric: ArmMetric,
): { round: number; value: number } | undefined {
  const values = arms.find((arm) => arm.label === label)?.values[metric] ?? [];
  const at = values.findLastIndex((value) => value !== null);
  return at < 0 ? undefined : { round: rounds[at], value: values[at]! };
}

export interface LatestEvaluation {
  round: number;
  /** The arms that were evaluated in this round. */
  arms: { label: string; evaluation: Evaluation; diverged: boolean }[];
}

/** The last evaluated round; undefined before the first. */
export function latestEvaluation({ arms }: RunColumns): LatestEvaluation | undefined {
  const round = Math.max(...arms.map(({ evaluated }) => evaluated?.round ?? -1), -1);
  if (round < 0) return undefined;
  return {
    round,
    arms: arms.flatMap(({ label, evaluated, divergedAt }) =>
      evaluated?.round === round
        ? [{ label, evaluation: evaluated.evaluation, diverged: divergedAt !== undefined }]
        : [],
    ),
  };
}
