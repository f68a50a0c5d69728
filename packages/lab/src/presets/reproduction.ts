/** Something that a paper shows and that the lab can reproduce, at three sizes. */
import type { Display } from "../describeProgress";
import type { Size } from "../sizes";
import type { CommittedStore } from "../sweep/committedStore";
import type { RunCells } from "../sweep/pool";
import type { Failure, ResultStore } from "../sweep/resultStore";
import type { Select } from "../sweep/selection";
import type { Shard } from "../sweep/shard";

/** The tools of a report on finished runs. */
export interface ReportTools {
  /** Opens a folder of results by name. */
  storeNamed(name: string): CommittedStore;
  /** The pictures on which η₀ is chosen; unset, the validation split. */
  select?: Select;
  display: Display;
  /** How a person calls the program: a report names the command that makes it. */
  program: string;
}

/** The tools of every reproduction. */
export interface Tools extends ReportTools {
  /** This machine, kept with each result: such as "two x86-64 cores, Node 20.20". */
  hardware: string;
  /** The commit or version of the program, kept with each result. */
  commit?: string;
  storeNamed(name: string): ResultStore;
  dataDir: string;
  runCells: RunCells;
  /** How many runs may run in parallel. */
  processes: number;
  /** Milliseconds. */
  now: () => number;
}

export interface Report {
  /** Tables and verdicts, in Markdown. */
  markdown: string;
  /** Other files to save, by name: CSV, JSON, SVG. */
  files: Record<string, string>;
  /** The runs that it lacks because they failed. */
  failures?: readonly Failure[];
}

export interface Reproduction {
  name: string;
  title: string;
  /** The table or claim that it reproduces. */
  source: string;
  /** The expected result, for the list. */
  shows: string;
  /** The figure that docs/results.md shows, of the report's files. */
  figure: string;
  /** The data that it trains on at a size, for the table of presets. */
  data(size: Size): string;
  /** Estimates how long the remaining work takes on this machine, from a few steps. */
  estimateSeconds(size: Size, tools: Tools): Promise<number>;
  /** Runs the remaining work. */
  run(size: Size, tools: Tools): Promise<Report>;
  /** Runs a part of the work, and returns what failed. Absent if all timings must come from one machine. */
  runShard?(size: Size, tools: Tools, shard: Shard): Promise<readonly Failure[]>;
  /** Reports on the finished runs, without running anything. */
  report(size: Size, tools: ReportTools): Promise<Report>;
}

/** The folder for a reproduction's results of one size. */
export function folderOf({ name }: Pick<Reproduction, "name">, size: Size): string {
  return `${name}-${size}`;
}
