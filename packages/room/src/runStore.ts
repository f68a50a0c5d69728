/** What a room needs of a store, so that a restarted coordinator continues with the same workers. */

import type { SavedVectors } from "@honest-majority/conductor";
import type { Role, RoundRecord, RunConfig, RunEvent, ScheduledRole } from "@honest-majority/protocol";
import type { ClassSwitches } from "./classSwitches";
import type { KeptVotes } from "./votes";

export interface KeptWorker {
  id: string;
  token: string;
  name: string;
  index: number;
  role: Role;
  /** The role that it will get. */
  next?: ScheduledRole;
  /** It had left when the room was saved: after a restart nobody waits for it. */
  left?: true;
  /** A person is at it who votes. */
  votes?: true;
  /** It came with a pass of the instructor: it does not count for its address. */
  swarm?: true;
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
  /** What a restart begins with: a run that pauses after its open round is `paused`. */
  phase: "lobby" | "running" | "paused" | "finished";
  workers: KeptWorker[];
  /** Absent in the records of protocol 2. */
  class?: ClassSwitches;
  /** Absent while there is neither a vote nor a score. */
  votes?: KeptVotes;
  changes?: KeptChanges;
  /** Unix milliseconds. */
  savedAt: number;
  /** A sentence about what of it was lost. Not saved. */
  problem?: string;
}

/** A room whose record cannot be used: who was in it and their roles are not known. */
export interface DamagedRoom {
  room: string;
  /** Unix milliseconds; 0 when not even that can be read. */
  savedAt: number;
  /** A sentence that says why. */
  problem: string;
  /** Absent when it is lost. */
  instructorToken?: string;
  /** Nothing is lost: the record names what this program does not have, and stays as it is until one opens it that has. */
  staysClosed?: true;
}

export interface KeptRun {
  records: RoundRecord[];
  /** What the round after the last record starts from, of each of its arms; undefined before the first record. */
  vectors?: SavedVectors;
  /** A sentence about what was damaged, what was kept and where the run goes on. */
  problem?: string;
}

export interface RunStore {
  saveRoom(room: KeptRoom): Promise<void>;
  /** Every recorded room, newest first. */
  loadRooms(): Promise<{ rooms: KeptRoom[]; damaged: DamagedRoom[] }>;
  /**
   * Records a closed round: first the vectors that the next round starts from, then the record. Only the record
   * commits the round: if the process is killed between the two, the round runs again.
   */
  append(room: string, run: string, record: RoundRecord, vectors: SavedVectors): Promise<void>;
  /**
   * Reads a run's records and the vectors that belong to the last one, with arms of `dim` parameters.
   *
   * @throws UserError when the run cannot be continued; its files stay as they are.
   */
  loadRun(room: string, run: string, dim: number): Promise<KeptRun>;
}
