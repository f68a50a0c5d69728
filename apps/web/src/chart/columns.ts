/**
 * A run's measurements as columns over its rounds: what the chart, its table and its exports read instead of
 * records. Appending a round costs O(arms). Pure, except that headers of one run share their growing arrays.
 */
import type { ArmRecord, Evaluation, RoundRecord } from "@honest-majority/protocol";
import { appendFlags, type Flag, flagsBefore } from "./flags";

/** Null where nothing was measured. */
export type Value = number | null;

/** Values of one arm, one per round. */
export interface ArmValues {
  accuracy: Value[];
  loss: Value[];
  /** ‖aggregate − honest mean‖₂ over ‖honest mean‖₂, at least `ERROR_FLOOR`. */
  error: Value[];
  /** ‖aggregate‖₂ */
  norm: Value[];
}

export type ArmMetric = keyof ArmValues;

export interface ArmColumns extends Readonly<ArmValues> {
  readonly label: string;
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
  /** Seconds from open to close. */
  readonly seconds: Value[];
  /** In the order in which they joined the run. */
  readonly arms: readonly ArmColumns[];
  /** The run's events, oldest first. A new array when it changes. */
  readonly flags: readonly Flag[];
  /** Whether any record has the roles. */
  readonly truth: boolean;
}

/** Errors below this are drawn at it: rules that keep everybody honest differ from the mean by rounding only. */
export const ERROR_FLOOR = 1e-4;
const LOSS_FLOOR = 1e-6; // a log axis has no zero

const METRICS: readonly ArmMetric[] = ["accuracy", "loss", "error", "norm"];

export function noColumns(): RunColumns {
  return { length: 0, rounds: [], seconds: [], arms: [], flags: [], truth: false };
}

export function columnsOf(records: readonly RoundRecord[]): RunColumns {
  return records.reduce(append, noColumns());
}

/**
 * Adds a round, and returns the new header. A round that is repeated after a restart replaces its first version
 * and all later rounds. An arm that is new gets gaps in the earlier rounds; an absent arm gets a gap.
 */
export function append(columns: RunColumns, record: RoundRecord): RunColumns {
  const { length, rounds, seconds, arms, flags, truth } = before(columns, record.round);
  rounds.push(record.round);
  seconds.push((record.closedAt - record.openedAt) / 1_000);
  const known = new Set(arms.map(({ label }) => label));
  const added = record.arms.flatMap(({ label }) => (known.has(label) ? [] : [emptyArm(label, length)]));
  return {
    length: length + 1,
    rounds,
    seconds,
    arms: [...arms, ...added].map((arm) => appendArm(arm, record)),
    flags: appendFlags(flags, record),
    truth: truth || record.stage !== undefined,
  };
}

function appendArm(arm: ArmColumns, record: RoundRecord): ArmColumns {
  const at = record.arms.findIndex(({ label }) => label === arm.label);
  const measured: ArmRecord | undefined = record.arms[at];
  const evaluation = measured?.evaluation;
  arm.accuracy.push(finite(evaluation?.accuracy));
  arm.loss.push(atLeast(LOSS_FLOOR, finite(evaluation?.loss)));
  arm.error.push(measured?.outcome === "skipped" ? null : relativeError(record, at));
  arm.norm.push(measured?.outcome === "skipped" ? null : finite(measured?.aggregateNorm));
  return {
    ...arm,
    evaluated: evaluation ? { round: record.round, evaluation } : arm.evaluated,
    divergedAt: arm.divergedAt ?? (measured?.outcome === "diverged" ? record.round : undefined),
  };
}

function relativeError({ stage }: RoundRecord, arm: number): Value {
  const error = finite(stage?.aggregationError[arm]);
  const norm = finite(stage?.honestNorm?.[arm]);
  return error === null || norm === null || norm <= 0 ? null : atLeast(ERROR_FLOOR, finite(error / norm));
}

/** Cuts the columns to the header's own rounds, and to those before `round`. */
function before(columns: RunColumns, round: number): RunColumns {
  let { length } = columns;
  while (length > 0 && columns.rounds[length - 1] >= round) length--;
  columns.rounds.length = length;
  columns.seconds.length = length;
  for (const arm of columns.arms) for (const metric of METRICS) arm[metric].length = length;
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
  const gaps = () => new Array<Value>(length).fill(null);
  return { label, accuracy: gaps(), loss: gaps(), error: gaps(), norm: gaps() };
}

const finite = (value: number | null | undefined): Value =>
  value !== undefined && value !== null && Number.isFinite(value) ? value : null;

const atLeast = (floor: number, value: Value): Value => (value === null ? null : Math.max(floor, value));

/** The arm's last measured value and its round; undefined before the first. */
export function latestValue(
  { rounds, arms }: RunColumns,
  label: string,
  metric: ArmMetric,
): { round: number; value: number } | undefined {
  const values = arms.find((arm) => arm.label === label)?.[metric] ?? [];
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
