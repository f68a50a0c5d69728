/** What workers and watchers of a campaign heard, in the order in which each heard it. */
import type { RoundRecord } from "@honest-majority/protocol";

/** A worker got `round:open`. */
export interface Opened {
  kind: "opened";
  /** The campaign's own name of the worker. */
  client: string;
  /** Counts its joins: what was lost between two is no fault. */
  connection: number;
  /** The coordinator's name of it. */
  worker: string;
  marker: number;
  malicious: boolean;
  run: string;
  round: number;
  /** One of each arm's parameters. */
  digests: string[];
  /** [arms][dim]; of one worker only, as they take memory. */
  parameters?: Float32Array[];
}

/** A worker got `round:closed`. */
export interface Closed {
  kind: "closed";
  client: string;
  run: string;
  round: number;
}

/** A watcher got the answer to `room:watch`, or word of a new run. */
export interface Watched {
  kind: "watched";
  watcher: string;
  run: string;
  rounds: RoundRecord[];
}

/** A watcher got `round:closed`. */
export interface Told {
  kind: "told";
  watcher: string;
  record: RoundRecord;
}

export type Note = Opened | Closed | Watched | Told;

/** The watcher whose records are replayed; others are only checked for what they were told. */
export const MAIN_WATCHER = "instructor";
