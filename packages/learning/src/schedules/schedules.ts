import type { ConfigOf, Options } from "../options";
import { register } from "../registry";
import { constant } from "./constant";
import { cosine } from "./cosine";
import { cosineByEpoch } from "./cosineByEpoch";
import type { ScheduleEntry } from "./defineSchedule";

/** Every schedule of the learning rate by its key, in the order of pickers. */
export const SCHEDULES = { constant, cosine, cosineByEpoch };

export type ScheduleName = keyof typeof SCHEDULES;
export type ScheduleConfig = ConfigOf<typeof SCHEDULES>;

/** @throws RangeError when its key is taken or not well formed. */
export function registerSchedule<O extends Options>(entry: ScheduleEntry<O>): void {
  register<ScheduleEntry>(SCHEDULES, entry.schedule, entry);
}
