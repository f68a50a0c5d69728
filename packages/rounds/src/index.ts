export { type ArmClosing, closeArms } from "./closing";
export {
  type Command,
  type RunEffect,
  type RunInput,
  type RunMachine,
  type RunPhase,
  type RunPlan,
  refusesCommand,
  resumedMachine,
  runMachine,
} from "./machine";
export { planOf } from "./plan";
export {
  byzantineWorkers,
  honestAreIn,
  honestRows,
  honestWorkers,
  playedAttacks,
  type Roles,
  roleFromConfig,
  waitingAttackers,
} from "./roles";
export { hasAnswered, isExpected, objection, type Round, receive, rowOf } from "./round";
export { advance } from "./run";
