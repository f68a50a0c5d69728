export { exitCode, type Finding, findings, report } from "./findings";
export { look } from "./look";
