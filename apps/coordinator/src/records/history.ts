/** The runs of a room on disk: in a table, and as files. Reads alone; what is damaged of a run is left out. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  describeConfigError,
  isUserError,
  plainText,
  RunConfig,
  roundWithoutNames,
  UserError,
} from "@honest-majority/protocol";
import {
  headLine,
  headWithoutNames,
  peopleIn,
  type RecordHead,
  type RunModels,
  type RunSummary,
  roundLine,
  summaryOf,
} from "@honest-majority/records";
import { checkpointRounds, loadCheckpoint } from "./checkpoint";
import { isRunFolder, runFolder } from "./folderNames";
import { jsonIn } from "./jsonText";
import { parameterCountOf } from "./parameterCountOf";
import { parseRecordedRoom } from "./recordedRoom";
import { codeOf, recordsError } from "./recordsError";
import { readRegularFile } from "./regularFile";
import { recordPath, roomHome } from "./roomFiles";
import { readRunClass } from "./runClass";
import { type ReadLine, readRunLog } from "./runLog";
import { logPath } from "./savedRun";

/** A run whose settings cannot be used. */
export interface DamagedRun {
  run: string;
  /** A sentence that says why. */
  problem: string;
}

export interface RunsPage {
  /** Newest first. */
  runs: (RunSummary | DamagedRun)[];
  /** Whether the room has earlier ones. */
  more: boolean;
}

export interface RunHistory {
  /** Whether there is a run of exactly this name: a disk may take r1 and R1 for the same folder. */
  has(room: string, run: string): Promise<boolean>;
  /** Runs before `before`, or the last ones. */
  list(room: string, page: { before?: string; most: number }): Promise<RunsPage>;
  /** Undefined when the room has no such run. */
  read(room: string, run: string): Promise<SavedRecord | undefined>;
  /** Undefined when the room has no such run. @throws UserError when no vectors of it can be read. */
  models(room: string, run: string): Promise<RunModels | undefined>;
}

/** A run as it is on disk. */
export interface SavedRecord {
  head: RecordHead;
  /** In ascending order of the rounds. */
  lines: readonly ReadLine[];
}

/** Every promise rejects with a `UserError` when the disk refuses. */
export function runHistory(folder: string): RunHistory {
  /** By the log's path, what was read of it, and the log's size and time then. */
  const known = new Map<string, { as: string; summary: RunSummary }>();

  const homeOf = (room: string, run: string) => join(roomHome(folder, room), runFolder(run));

  async function summary(room: string, run: string): Promise<RunSummary | undefined> {
    const home = homeOf(room, run);
    const config = await readConfig(home);
    if (config === undefined) return undefined;
    const path = logPath(home);
    const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
    const as = `${size} ${mtimeMs} ${JSON.stringify(config)}`;
    const before = known.get(path);
    if (before?.as === as) return before.summary;
    const made = summaryOf(run, config);
    for (const { record } of (await readRunLog(path)).lines) made.add(record);
    known.set(path, { as, summary: made.get() });
    return made.get();
  }

  return {
    async has(room, run) {
      return isRunFolder(run) && (await namesIn(roomHome(folder, room))).includes(runFolder(run));
    },

    async list(room, { before, most }) {
      const names = (await namesIn(roomHome(folder, room))).filter(isRunFolder);
      const runs: RunsPage["runs"] = [];
      for (const run of names.sort().reverse()) {
        if (before !== undefined && run >= before) continue;
        const found = await summary(room, run).catch((error) => {
          if (isUserError(error)) return { run, problem: error.message };
          throw error;
        });
        // a run that was started and has no round yet is nothing to look at
        if (found === undefined || ("rounds" in found && found.rounds === 0)) continue;
        if (runs.length === most) return { runs, more: true };
        runs.push(found);
      }
      return { runs, more: false };
    },

    async read(room, run) {
      if (!isRunFolder(run)) return undefined;
      const home = homeOf(room, run);
      const config = await readConfig(home);
      if (config === undefined) return undefined;
      const { lines } = await readRunLog(logPath(home));
      const { workers, revealed } = await readRunClass(home);
      const known = workers.length > 0 ? workers : await workersNow(folder, room, run);
      const people = peopleIn(
        lines.map(({ record }) => record),
        known,
      );
      return { head: { room, run, config, workers: people, revealed }, lines };
    },

    async models(room, run) {
      if (!isRunFolder(run)) return undefined;
      const home = homeOf(room, run);
      const config = await readConfig(home);
      if (config === undefined) return undefined;
      const { lines } = await readRunLog(logPath(home));
      const there = await checkpointRounds(home);
      const dim = parameterCountOf(config);
      const reasons: string[] = [];
      for (const { record, vectors: checksum } of lines.toReversed()) {
        if (!there.includes(record.round + 1)) continue;
        try {
          const { parameters } = await loadCheckpoint(home, record, { dim, checksum });
          const each = config.arms.map((_, arm) => parameters.subarray(arm * dim, (arm + 1) * dim));
          return { run, round: record.round + 1, config, parameters: each };
        } catch (error) {
          reasons.push(error instanceof Error ? error.message : String(error));
        }
      }
      const why = reasons.length > 0 ? reasons.join("; ") : "it has no vectors of a recorded round";
      throw new UserError("records", `The models of run ${run} cannot be read: ${why}`);
    },
  };
}

/** The file of a run, in pieces. `names`: with those of the workers. */
export function* recordPieces({ head, lines }: SavedRecord, names: boolean): Generator<Uint8Array> {
  yield Buffer.from(`${headLine(names ? head : headWithoutNames(head))}\n`);
  for (const { bytes, record } of lines)
    yield names ? bytes : Buffer.from(`${roundLine(roundWithoutNames(record))}\n`);
}

/** Undefined when it is not there. @throws UserError when it cannot be used. */
async function readConfig(home: string): Promise<RunConfig | undefined> {
  const path = join(home, "config.json");
  const bytes = await readRegularFile(path).catch((error) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw recordsError(path, "read", error);
  });
  if (bytes === undefined) return undefined;
  const parsed = RunConfig.safeParse(jsonOf(path, bytes));
  if (parsed.success) return parsed.data;
  throw new UserError("records", `${path} cannot be used: ${describeConfigError(parsed.error)}`);
}

function jsonOf(path: string, bytes: Uint8Array): unknown {
  try {
    return jsonIn(plainText(bytes));
  } catch (error) {
    throw new UserError(
      "records",
      `${path} cannot be used: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Of a run of an earlier version: who is in the room, if it is the room's current run. */
async function workersNow(folder: string, room: string, run: string) {
  try {
    const recorded = parseRecordedRoom(
      plainText(await readRegularFile(recordPath(roomHome(folder, room)))),
      room,
    );
    return recorded.run === run ? recorded.workers.toSorted((a, b) => a.index - b.index) : [];
  } catch {
    return []; // its rounds have the ids
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error) => {
    if (codeOf(error) === "ENOENT") return [];
    throw recordsError(folder, "read", error);
  });
}
