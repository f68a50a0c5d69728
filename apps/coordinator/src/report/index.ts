export { machineFacts, ownNames } from "./machine";
export { openProcess } from "./openProcess";
export { nodePlans } from "./plans";
export { type ServedReport, serveReport } from "./serveReport";
