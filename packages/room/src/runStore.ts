/** What a room needs of a store, so that a restarted coordinator continues with the same workers. */

import type { SavedVectors } from "@honest-majority/conductor";
import type { Role, RoundRecord, RunConfig, RunEvent, ScheduledRole } from "@honest-majority/protocol";
import type { ClassSwitches } from "./classSwitches";

export interface KeptWorker {
  id: string;
  token: string;
  name: string;
  index: number;
  role: Role;
  /** The role that it will get. */
  next?: ScheduledRole;
}

/** What was changed in mid-run. */
export interface KeptChanges {
  /** The run's settings before the first change. */
  begunWith: RunConfig;
  /** The first round in which the last change counts; `events` are for its record. */
  round: number;
  events: RunEvent[];
}

/** A room's record. It is small, and rewritten as a whole whenever it changes. */
export interface KeptRoom {
  room: string;
  instructorToken: string;
  /** Id of the current run. */
  run: string;
  config: RunConfig;
  phase: "lobby" | "running" | "paused" | "finished";
  workers: KeptWorker[];
  /** Absent in the records of protocol 2. */
  class?: ClassSwitches;
  changes?: KeptChanges;
  /** Unix milliseconds. */
  savedAt: number;
}

export interface KeptRun {
  records: RoundRecord[];
  /** What the round after the last record starts from; undefined before the first record. */
  vectors?: SavedVectors;
}

export interface RunStore {
  saveRoom(room: KeptRoom): Promise<void>;
  /** Every recorded room, newest first. A record that cannot be read is a sentence in `problems`. */
  loadRooms(): Promise<{ rooms: KeptRoom[]; problems: string[] }>;
  /**
   * Records a closed round: first the vectors that the next round starts from, then the record. Only the record
   * commits the round: if the process is killed between the two, the round runs again.
   */
  append(room: string, run: string, record: RoundRecord, vectors: SavedVectors): Promise<void>;
  /** Replaces the vectors that round `round` starts from, when arms were added before it. */
  saveVectors(room: string, run: string, round: number, vectors: SavedVectors): Promise<void>;
  /**
   * Reads a run's records, and the vectors that belong to the last one, of its first `arms` arms of `dim` parameters. More
   * arms may be there: the process was killed while one was added.
   */
  loadRun(room: string, run: string, size: { arms: number; dim: number }): Promise<KeptRun>;
}
