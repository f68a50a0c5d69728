/** Runs a preset by name: says how long it will take, runs it, and saves its report. */
import { describeDuration } from "../describeProgress";
import type { Size } from "../sizes";
import type { ResultStore } from "../sweep/resultStore";
import { folderOf, type Report, type Reproduction, type Tools } from "./reproduction";

/** Runs a preset and saves its report. A smoke size starts at once, because it ends before its duration is known. */
export async function reproduce(preset: Reproduction, size: Size, tools: Tools): Promise<Report> {
  if (size !== "smoke") {
    const name = folderOf(preset, size);
    tools.display.say(`${name}: timing a few rounds first, to say how long it will take`);
    const seconds = await preset.estimateSeconds(size, tools);
    tools.display.say(`${name}: will take about ${describeDuration(seconds)} here`);
  }
  return keepReport(await preset.run(size, tools), tools.storeNamed(folderOf(preset, size)));
}

export async function reportAgain(preset: Reproduction, size: Size, tools: Tools): Promise<Report> {
  return keepReport(await preset.report(size, tools), tools.storeNamed(folderOf(preset, size)));
}

export async function keepReport(report: Report, store: ResultStore): Promise<Report> {
  await store.write("table.md", report.markdown);
  for (const [file, content] of Object.entries(report.files)) await store.write(file, content);
  return report;
}
