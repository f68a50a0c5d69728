export type { Display } from "./describeProgress";
export { lessonCommand } from "./lessons/lessonCommand";
export { lessonsNamed } from "./lessons/lessonFiles";
export {
  type LessonResult,
  readResults,
  resultsOf,
  saveRecordings,
  saveResults,
} from "./lessons/saveLessons";
export { LOSSES_FILE } from "./presets/codecs";
export { PRESETS } from "./presets/presets";
export { keepReport, reportAgain, reproduce } from "./presets/reproduce";
export { folderOf, type Report, type Reproduction, type Tools } from "./presets/reproduction";
export { measureReconstruction } from "./privacy/measureReconstruction";
export { reconstructionTable } from "./privacy/reconstructionTable";
export { ownReport } from "./report/ownReport";
export { openLaboratory } from "./run/laboratory";
export { runCommand } from "./run/runCommand";
export { withTheory } from "./run/theory";
export { SweepConfig } from "./sweep/cells";
export { committedStore } from "./sweep/committedStore";
export { compactLines } from "./sweep/compact";
export { CLONE_LAB_PROCESS } from "./sweep/labProcess";
export { layoutOf } from "./sweep/layout";
export { mergeSweeps } from "./sweep/merge";
export { pool } from "./sweep/pool";
export { type Failure, type ResultStore, resultStore } from "./sweep/resultStore";
export { savedSweep, sweepsIn } from "./sweep/savedSweep";
export type { Shard } from "./sweep/shard";
export { runSweep } from "./sweep/sweep";
export { writeSweepRuns } from "./tensorboard/writeEvents";
