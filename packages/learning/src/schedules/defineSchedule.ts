import type { Described } from "../described";
import type { Options, OptionValues } from "../options";

export interface Progress {
  /** η₀ */
  learningRate: number;
  /** t of T */
  round: number;
  rounds: number;
  /** p of P; in an epoch every worker goes once through its shard. P counts the epochs that the run begins. */
  epoch: number;
  epochs: number;
}

export interface ScheduleEntry<O extends Options = Options> extends Described {
  /** Its key in `SCHEDULES`, in configs and in records. */
  schedule: string;
  formula: string;
  options: O;
  /** η of a round. */
  rate(progress: Progress, options: OptionValues<O>): number;
}

export function defineSchedule<const O extends Options>(entry: ScheduleEntry<O>): ScheduleEntry<O> {
  return entry;
}
