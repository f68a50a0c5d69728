/** What the lab can make again: something that a paper shows, at three sizes. */
import type { Display } from "../describeProgress";
import type { Size } from "../sizes";
import type { runPool } from "../sweep/pool";
import type { ResultStore } from "../sweep/resultStore";

/** What every reproduction is given to work with. */
export interface Tools {
  /** A folder of results by name. */
  storeNamed(name: string): ResultStore;
  dataDir: string;
  runCells: typeof runPool;
  /** How many runs may go side by side. */
  processes: number;
  display: Display;
  /** Milliseconds. */
  now: () => number;
  /** Such as "two x86-64 cores, Node 20.20". */
  hardware: string;
}

/** An order that the paper reports, and whether it came out. */
export interface Verdict {
  claim: string;
  holds: boolean;
  /** The numbers behind it. */
  measured: string;
}

export interface Report {
  /** Tables and verdicts, in Markdown. */
  markdown: string;
  /** What else is to be kept, by file name: CSV, JSON, SVG. */
  files: Record<string, string>;
}

export interface Reproduction {
  name: string;
  title: string;
  /** The table or claim it answers. */
  source: string;
  /** What must show, for the list. */
  shows: string;
  /** Seconds that what is left of it will take here, judged by a few steps of it. */
  expect(size: Size, tools: Tools): Promise<number>;
  /** Runs what is left. @throws Error where a run fails; what is finished is kept. */
  run(size: Size, tools: Tools): Promise<Report>;
  /** What is there by now, without running anything. */
  report(size: Size, tools: Tools): Promise<Report>;
}

export function verdictLines(verdicts: readonly Verdict[]): string[] {
  return verdicts.map(({ claim, holds, measured }) => `- ${holds ? "✓" : "✗"} ${claim}: ${measured}`);
}

/** The folder that a reproduction's results of one size lie in. */
export function folderOf({ name }: Pick<Reproduction, "name">, size: Size): string {
  return `${name}-${size}`;
}
