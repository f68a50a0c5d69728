export { type Command, type Roles, type RunMachine, roleFromConfig } from "@honest-majority/rounds";
export { addArmVectors, showArms, startArm } from "./armVectors";
export { measuredRound } from "./closeRound";
export type {
  AggregateRequest,
  ArmResult,
  ArmRows,
  ArmTruth,
  AttackRequest,
  Compute,
  InsightRows,
  NamedRunFunctions,
  PreparedRun,
  SavedVectors,
} from "./compute";
export { RUN_CALLS, type RunCallName, type RunCalls, type RunFunctions, runFunctions } from "./compute";
export { type ComputeRun, openComputeRun } from "./computeRun";
export { Conductor } from "./conductor";
export type { ConductorParts } from "./conductorParts";
export type { Reserve } from "./dependable";
export { type Estimates, estimatesOf, maliciousShare } from "./estimates";
export { fieldsWithoutTruth, type WithoutTruth } from "./fieldsWithoutTruth";
export { guardRailsOf } from "./guardRails";
export type { InsightAudience } from "./insight/runInsight";
export { keepingRows } from "./keptRows";
export { localCompute } from "./localCompute";
export { machineAfter, newMachine } from "./machines";
export { type Clock, type Outbox, type ToDashboards, throttled } from "./ports";
export { RowMemory } from "./rowMemory";
export { assignmentFor, type ShardStream, shardIndex, shardStream, wholeShard } from "./shards";
export { configWithoutTruth, withoutTruth } from "./withoutTruth";
