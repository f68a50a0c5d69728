export { checkedLine, checksumOf, withChecksums } from "./checkedLine";
export { csvText } from "./csvCell";
export { EXPORT_FACTS, type ExportFacts, type ExportFormat } from "./exportFacts";
export {
  type ExportedFile,
  MODEL_EXPORTS,
  type ModelExport,
  RECORD_EXPORTS,
  type RecordExport,
  type RunModels,
} from "./exports";
export { fileNames, fileSigns } from "./fileName";
export { missingRounds } from "./missingRounds";
export { peopleIn } from "./peopleIn";
export { recordedRound } from "./recordedRound";
export {
  headLine,
  MOST_FILE_BYTES,
  MOST_LINE_BYTES,
  mustBeShort,
  type RecordedWorker,
  type RecordHead,
  type RunRecord,
  readRecordFile,
  roundLine,
} from "./recordFile";
export { type RunSummary, summaryOf } from "./summary";
export { eventFile, type Scalar } from "./tensorboard/eventFile";
export { headWithoutNames } from "./withoutNames";
