/** Every kind of fault. A new kind is an entry of one of these files. */
import type { Fault } from "./fault";
import { MESSAGE_FAULTS } from "./messages";
import { PEOPLE_FAULTS } from "./people";
import { PROCESS_FAULTS } from "./process";
import { UPDATE_FAULTS } from "./updates";

export const FAULTS = {
  ...UPDATE_FAULTS,
  ...PEOPLE_FAULTS,
  ...MESSAGE_FAULTS,
  ...PROCESS_FAULTS,
} satisfies Record<string, Fault>;
export type FaultKind = keyof typeof FAULTS;
export const faultOf = (kind: string): Fault => FAULTS[kind as FaultKind];
