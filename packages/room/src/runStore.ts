/** What is kept on disk so that a killed coordinator goes on with the same tabs; as the rooms see it. */

import type { SavedVectors } from "@honest-majority/conductor";
import type { Role, RoundRecord, RunConfig } from "@honest-majority/protocol";

export interface KeptWorker {
  id: string;
  token: string;
  name: string;
  index: number;
  role: Role;
}

/** Small, rewritten atomically whenever it changes. */
export interface KeptRoom {
  room: string;
  instructorToken: string;
  /** The current run and whether it still has rounds to go. */
  run: string;
  config: RunConfig;
  phase: "lobby" | "running" | "paused" | "finished";
  workers: KeptWorker[];
  savedAt: number;
}

export interface KeptRun {
  records: RoundRecord[];
  /** What the round after the last record starts from; undefined before the first. */
  vectors?: SavedVectors;
}

export interface RunStore {
  saveRoom(room: KeptRoom): Promise<void>;
  /** Every room on disk, newest first; a room file that does not parse is reported in `problems`, not thrown. */
  loadRooms(): Promise<{ rooms: KeptRoom[]; problems: string[] }>;
  /**
   * Keeps a closed round: first the vectors that the next round starts from (raw float32, atomic), then the
   * record as one flushed line. The line is the moment of commitment: killed before it, the round is run again.
   */
  append(room: string, run: string, record: RoundRecord, vectors: SavedVectors): Promise<void>;
  /** Drops a torn last line; takes the checkpoint that belongs to the last whole one. */
  loadRun(room: string, run: string, length: { vectors: number }): Promise<KeptRun>;
}
