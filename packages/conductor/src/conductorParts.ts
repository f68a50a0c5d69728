import type { RoundRecord, RunConfig, RunState, UpdateHeader } from "@honest-majority/protocol";
import type { Roles, RunMachine } from "@honest-majority/rounds";
import type { Compute, PreparedRun } from "./compute";
import type { Clock, Outbox } from "./ports";

/** What a conductor is given: its run, what computes it, and everything it does to the world outside. */
export interface ConductorParts {
  run: string;
  config: RunConfig;
  prepared: PreparedRun;
  machine: RunMachine;
  records: RoundRecord[];
  compute: Compute;
  outbox: Outbox;
  clock: Clock;
  /** Roles as they stand now. */
  roles: () => Roles;
  /** Codecs that the worker named at its join. */
  codecs: (worker: string) => readonly string[];
  /** Called with every closed round, before any message about it goes out. */
  keep: (record: RoundRecord) => Promise<void>;
  /** Something went wrong that a person must know; the run has been paused. */
  alarm: (sentence: string) => void;
  onState: (state: RunState) => void;
  onUpdate: (worker: string, header: Required<UpdateHeader>) => void;
  /** The training losses that a worker reported, one for each arm of a closed round. */
  onLosses: (worker: string, losses: readonly number[]) => void;
  onRefusal: (worker: string) => void;
}
