export { describeFetch } from "./describeFetch";
export { fetchDataset } from "./fetchDataset";
export { downloadable, isFileDataset } from "./sources";
