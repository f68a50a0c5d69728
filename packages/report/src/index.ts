export { hide } from "./hide";
export { LIMIT_SECONDS, MODEL_NAMES, modelsFor } from "./plan";
export {
  type Adapter,
  AggregationResult,
  BackendReport,
  BrowserPart,
  isReport,
  MachinePart,
  ModelResult,
  newReport,
  REPORT_FILE,
  Report,
  reportText,
} from "./schema";
export { adapterText, milliseconds, modelText, overview, startText, taskText } from "./sentences";
export {
  type Isolated,
  measureBackends,
  type Plan,
  type Progress,
  type Surroundings,
} from "./supervise";
export type { Answers, Task, TaskKind, Workload } from "./tasks";
