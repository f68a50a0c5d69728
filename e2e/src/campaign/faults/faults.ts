/** Every kind of fault. A new kind is an entry of one of these files. */
import { CLOCK_FAULTS } from "./clock";
import type { Fault } from "./fault";
import { LATE_FAULTS } from "./late";
import { MESSAGE_FAULTS } from "./messages";
import { PEOPLE_FAULTS } from "./people";
import { PROCESS_FAULTS } from "./process";
import { STRANGE_FAULTS } from "./strange";
import { UPDATE_FAULTS } from "./updates";
import { WIRE_FAULTS } from "./wires";

export const FAULTS = {
  ...UPDATE_FAULTS,
  ...LATE_FAULTS,
  ...PEOPLE_FAULTS,
  ...MESSAGE_FAULTS,
  ...WIRE_FAULTS,
  ...PROCESS_FAULTS,
  ...CLOCK_FAULTS,
  ...STRANGE_FAULTS,
} satisfies Record<string, Fault>;
export type FaultKind = keyof typeof FAULTS;
export const faultOf = (kind: string): Fault => FAULTS[kind as FaultKind];
