/** What the chart knows of a round: one entry per measure, each a column of the tabs and of the CSV. Pure. */
import type { RoundRecord } from "@honest-majority/protocol";

/** Null where nothing was measured. */
export type Value = number | null;

interface Measure {
  /** The heading of its column in the CSV. */
  name: string;
  /** It tells roles: left out of what others see before the reveal. */
  secret?: true;
  /** Its tab and its columns in the CSV appear only when a round has it. */
  seldom?: true;
}

interface ArmMeasure extends Measure {
  /** Reads the value of the arm at place `at` of the record; `at` is −1 if the arm was not in this round. */
  of(record: RoundRecord, at: number): Value;
}

interface RunMeasure extends Measure {
  of(record: RoundRecord): Value;
}

/** Errors below this are drawn at it: rules that keep everybody honest differ from the mean by rounding only. */
export const ERROR_FLOOR = 1e-4;
export const FLOOR_WORDS = "≤ 10⁻⁴";
const LOSS_FLOOR = 1e-6; // a log axis has no zero

/** Measured of each arm. */
export const ARM_MEASURES = {
  accuracy: {
    name: "accuracy",
    of: ({ arms }, at) => finite(arms[at]?.evaluation?.accuracy),
  },
  loss: {
    name: "loss",
    of: ({ arms }, at) => atLeast(LOSS_FLOOR, finite(arms[at]?.evaluation?.loss)),
  },
  /** ‖aggregate − honest mean‖₂ over ‖honest mean‖₂ */
  error: {
    name: "error relative to the honest mean",
    secret: true,
    of: (record, at) => (isSkipped(record, at) ? null : relativeError(record, at)),
  },
  /** Of attacks with a trigger. */
  success: {
    name: "attack success",
    secret: true,
    seldom: true,
    of: ({ arms }, at) => finite(arms[at]?.evaluation?.attackSuccess),
  },
  /** ‖aggregate‖₂ */
  norm: {
    name: "aggregate norm",
    of: (record, at) => (isSkipped(record, at) ? null : finite(record.arms[at]?.aggregateNorm)),
  },
} as const satisfies Record<string, ArmMeasure>;

/** Measured once for all arms. */
export const RUN_MEASURES = {
  /** From open to close. */
  seconds: { name: "seconds", of: ({ openedAt, closedAt }) => (closedAt - openedAt) / 1_000 },
} as const satisfies Record<string, RunMeasure>;

export type ArmMetric = keyof typeof ARM_MEASURES;
export type RunMetric = keyof typeof RUN_MEASURES;

export const armMeasures = Object.entries(ARM_MEASURES) as readonly [ArmMetric, ArmMeasure][];
export const runMeasures = Object.entries(RUN_MEASURES) as readonly [RunMetric, RunMeasure][];

/** What a tab draws: a measure of each arm, or one of the whole run, whose line has a name. */
export type MeasureRef = { of: "arm"; metric: ArmMetric } | { of: "run"; metric: RunMetric; name: string };

const measureOf = (column: MeasureRef): Measure =>
  column.of === "arm" ? ARM_MEASURES[column.metric] : RUN_MEASURES[column.metric];

/** Whether the measure tells roles. */
export function isSecret(column: MeasureRef): boolean {
  return measureOf(column).secret === true;
}

/** Whether the measure is shown only when a round has it. */
export function isSeldom(column: MeasureRef): boolean {
  return measureOf(column).seldom === true;
}

const isSkipped = ({ arms }: RoundRecord, at: number) => arms[at]?.outcome === "skipped";

function relativeError({ stage }: RoundRecord, arm: number): Value {
  const error = finite(stage?.aggregationError[arm]);
  const norm = finite(stage?.honestNorm?.[arm]);
  return error === null || norm === null || norm <= 0 ? null : atLeast(ERROR_FLOOR, finite(error / norm));
}

function finite(value: number | null | undefined): Value {
  return value !== undefined && value !== null && Number.isFinite(value) ? value : null;
}

const atLeast = (floor: number, value: Value): Value => (value === null ? null : Math.max(floor, value));

/** Whether any round has a value. */
export const isMeasured = (values: readonly Value[]): boolean => values.some((value) => value !== null);
