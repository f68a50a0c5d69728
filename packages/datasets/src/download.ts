export { describeFetch } from "./describeFetch";
export { fetchDataset } from "./fetchDataset";
export { downloadable, downloadableDataset } from "./fileDatasets";
