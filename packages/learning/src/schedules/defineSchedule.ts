import type { Described } from "../described";
import type { Options, OptionValues } from "../options";

export interface Progress {
  /** η₀ */
  learningRate: number;
  /** t of T */
  round: number;
  rounds: number;
  /**
   * p of P. P is how often the run goes through the training set, to the nearest whole number and at least once, and
   * p = ⌊t·P/T⌋: T rounds are P epochs of equal length, whatever the batch size.
   */
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
