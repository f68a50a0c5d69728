export { type ArmClosing, closeArms } from "./closing";
export { awaited, hasAnswered, objection, type Round } from "./round";
export {
  advance,
  type Command,
  type Run,
  type RunEffect,
  type RunInput,
  type RunMachine,
  type RunPlan,
  refusesCommand,
  resumedMachine,
  runMachine,
} from "./run";
export {
  byzantineWorkers,
  type Cast,
  honestAreIn,
  honestRows,
  honestWorkers,
  roleFromConfig,
  spies,
} from "./stage";
