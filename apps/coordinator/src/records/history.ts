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
  missingRounds,
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
import type { RecordedRoom } from "./roomKeys";
import { readRunClass } from "./runClass";
import { type ReadLine, readRunLog } from "./runLog";
import { logPath, mustBeYoung } from "./savedRun";

/** A run whose settings or rounds cannot be used. */
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

  /**
   * Its own, or those of the room if it is the room's current run. Undefined when there is no such run. @throws UserError when
   * they cannot be used.
   */
  async function configOf(room: string, run: string): Promise<RunConfig | undefined> {
    const home = homeOf(room, run);
    const own = await readConfig(home).catch((error: unknown) => error);
    if (own !== undefined && !(own instanceof Error)) return own as RunConfig;
    const hasLog = await stat(logPath(home)).then(
      () => true,
      () => false,
    );
    if (own === undefined && !hasLog) return undefined;
    const config = (await roomNow(folder, room, run))?.config;
    if (config !== undefined) return config;
    throw (
      own ?? new UserError("records", `${join(home, "config.json")} is missing, and with it the settings`)
    );
  }

  async function summary(room: string, run: string): Promise<RunSummary | undefined> {
    const home = homeOf(room, run);
    const config = await configOf(room, run);
    if (config === undefined) return undefined;
    const path = logPath(home);
    const { size, mtimeMs } = await stat(path).catch(() => ({ size: 0, mtimeMs: 0 }));
    const as = `${size} ${mtimeMs} ${JSON.stringify(config)}`;
    const before = known.get(path);
    if (before?.as === as) return before.summary;
    const made = summaryOf(run, config);
    const { lines, missing } = await linesOf(home);
    for (const { record } of lines) made.add(record);
    const summary = { ...made.get(), missing };
    known.set(path, { as, summary });
    return summary;
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
      const config = await configOf(room, run);
      if (config === undefined) return undefined;
      const { lines, missing } = await linesOf(home);
      const { workers, revealed } = await readRunClass(home);
      const known = workers.length > 0 ? workers : ((await roomNow(folder, room, run))?.workers ?? []);
      const people = peopleIn(
        lines.map(({ record }) => record),
        known,
      );
      return { head: { room, run, config, workers: people, revealed, missing }, lines };
    },

    async models(room, run) {
      if (!isRunFolder(run)) return undefined;
      const home = homeOf(room, run);
      const config = await configOf(room, run);
      if (config === undefined) return undefined;
      const { lines } = await linesOf(home);
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

/** No lines for a run that has no round yet. @throws UserError when it must have had some. */
async function linesOf(home: string): Promise<{ lines: ReadLine[]; missing?: string }> {
  const { lines, brokenLines } = await readRunLog(logPath(home));
  const rounds = lines.map(({ record }) => record.round);
  const last = rounds.at(-1);
  if (last !== undefined) {
    const [next = 0] = await checkpointRounds(home);
    // a round that is being recorded has its vectors first
    const isCut = next > last + 2;
    return { lines, missing: missingRounds(isCut ? [...rounds, next] : rounds) };
  }
  if (brokenLines > 0) throw new UserError("records", `no line of ${logPath(home)} can be read`);
  await mustBeYoung(home);
  return { lines };
}

/** The room's record, by places, if this is its current run and the record can be used. */
async function roomNow(folder: string, room: string, run: string): Promise<RecordedRoom | undefined> {
  try {
    const recorded = parseRecordedRoom(
      plainText(await readRegularFile(recordPath(roomHome(folder, room)))),
      room,
    );
    if (recorded.run !== run) return undefined;
    return { ...recorded, workers: recorded.workers.toSorted((a, b) => a.index - b.index) };
  } catch {
    return undefined;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error) => {
    if (codeOf(error) === "ENOENT") return [];
    throw recordsError(folder, "read", error);
  });
}
