export { collectFacts } from "./collectFacts";
export { exitCode, type Finding, findings, report } from "./findings";
