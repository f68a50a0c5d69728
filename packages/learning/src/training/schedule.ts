import { entryOf } from "../registry";
import type { ScheduleEntry } from "../schedules/defineSchedule";
import { SCHEDULES, type ScheduleConfig } from "../schedules/schedules";

export interface ScheduleInput {
  schedule: ScheduleConfig;
  /** η₀ */
  learningRate: number;
  /** T */
  rounds: number;
  round: number;
  batchSize: number;
  /** K, the batches that a worker takes a round. */
  localSteps?: number;
  workers: number;
  /** Size of the whole training set, before it is dealt to workers. */
  trainExamples: number;
}

/** η of a round. */
export function learningRateAt({
  schedule,
  learningRate,
  rounds,
  round,
  batchSize,
  localSteps = 1,
  workers,
  trainExamples,
}: ScheduleInput): number {
  const { kind, ...values } = schedule;
  const seen = rounds * localSteps * batchSize * workers;
  const epochs = Math.max(1, Math.round(seen / trainExamples));
  const epoch = Math.floor((round * epochs) / rounds);
  const entry = entryOf<ScheduleEntry>(SCHEDULES, "schedule", kind);
  return entry.rate({ learningRate, round, rounds, epoch, epochs }, values);
}
