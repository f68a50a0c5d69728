export { measuredRound } from "./closeRound";
export type {
  ArmKnowledge,
  ArmResult,
  ArmRows,
  CloseRequest,
  Compute,
  KnowledgeRequest,
  PreparedRun,
  SavedVectors,
  StageTruth,
} from "./compute";
export { type ComputeRun, openRun } from "./computeRun";
export { Conductor, type ConductorParts } from "./conductor";
export { localCompute } from "./localCompute";
export { planOf } from "./plan";
export { type Clock, type Outbox, throttled } from "./ports";
export { configWithoutTruth, withoutTruth } from "./records";
export { assignmentFor, shardBytes, shardIndex } from "./shards";
