export { availableDatasets } from "./availableDatasets";
export { defaultDataDir } from "./dataDir";
export { datasetCache } from "./datasetCache";
export { loadDataset } from "./loadDataset";
