export { availableDatasets } from "./availableDatasets";
export { DataError } from "./dataError";
export { loadDataset } from "./loadDataset";
