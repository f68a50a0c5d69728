import type { ConfigOf } from "../options";
import { constant } from "./constant";
import { cosine } from "./cosine";

/** Every schedule of the learning rate by its key, in the order of pickers. */
export const SCHEDULES = { constant, cosine };

export type ScheduleName = keyof typeof SCHEDULES;
export type ScheduleConfig = ConfigOf<typeof SCHEDULES>;
