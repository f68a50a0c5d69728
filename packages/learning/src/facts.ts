/** Facts about what can be trained, and on what. Nothing reachable from here imports tfjs or a WebAssembly kernel. */

export { DATASETS, type DatasetName, datasetKey, datasetOf, registerDataset } from "./datasets/datasets";
export {
  type DatasetEntry,
  type DatasetFiles,
  type Download,
  type DrawnDataset,
  defineDataset,
  type FileDataset,
} from "./datasets/defineDataset";
export type { Described } from "./described";
export { type DrawingStyle, drawnPicture, type Stroke } from "./drawing/picture";
export { type Drawing, type DrawnShard, drawnShard } from "./drawing/replaceExamples";
export type { Dataset, Examples, ImageShape } from "./examples";
export { type Allocate, plainMemory, sharedMemory } from "./memory";
export { defineModel, type ModelEntry } from "./models/defineModel";
export type { ConvLayer, Layer } from "./models/layer";
export { MODELS, type ModelName, modelOf, registerModel } from "./models/models";
export type { ConfigOf, IntegerOption, NumberOption, Option, Options, OptionValues } from "./options";
export { type Deal, definePartition, type PartitionEntry } from "./partitions/definePartition";
export {
  PARTITIONS,
  type PartitionConfig,
  type PartitionName,
  registerPartition,
} from "./partitions/partitions";
export { defineSchedule, type Progress, type ScheduleEntry } from "./schedules/defineSchedule";
export { registerSchedule, SCHEDULES, type ScheduleConfig, type ScheduleName } from "./schedules/schedules";
export { SEED_NAMES, type SeedName, type Seeds, seedOf } from "./seeds";
export type { Aim, Evaluation } from "./training/evaluation";
export type { Poison, PoisonContext, TrainingBatch } from "./training/poison";
export { isFiniteVector } from "./vector";
