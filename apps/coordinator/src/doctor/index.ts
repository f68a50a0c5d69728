export { collectFacts } from "./collectFacts";
export { exitCode, type Finding, findings, report, TOPICS } from "./findings";
