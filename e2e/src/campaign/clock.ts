/** The coordinator's system clock, which a campaign may set. Timers go on as before, like those of a real machine. */
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export interface Clock {
  /** Flags of Node for the process that has this clock. */
  readonly nodeArgs: readonly string[];
  /** From now on, and at its next starts, the clock is ahead by so many milliseconds; behind if they are negative. */
  setAhead(ms: number): void;
  close(): void;
}

export function openClock(): Clock {
  const folder = mkdtempSync(join(tmpdir(), "clock-"));
  const file = join(folder, "ahead");
  const setAhead = (ms: number) => {
    writeFileSync(`${file}.new`, String(ms));
    renameSync(`${file}.new`, file); // the other process never reads half a number
  };
  setAhead(0);
  const module = pathToFileURL(join(import.meta.dirname, "shiftedDates.mjs"));
  module.searchParams.set("file", file);
  return {
    nodeArgs: ["--import", module.href],
    setAhead,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
