export { availableDatasets } from "./availableDatasets";
export { defaultDataDir } from "./dataDir";
export { DataError } from "./dataError";
export { loadDataset } from "./loadDataset";
