import { z } from "zod";
import type { Role } from "./attackConfig";
import type { ClassView, ScheduledRole } from "./classroom";
import { cleanText, hasVisibleLetter } from "./cleanText";
import { isProjectable } from "./nameFilter";
import type { RunConfig } from "./runConfig";
import type { Training } from "./training";
import type { VotesView } from "./votes";
import type { Presence } from "./workerStatus";

/** Said aloud and typed on phones: capitals, digits and one dash, such as KRUM-42. */
export const RoomCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(
    /^[A-Z0-9]{2,12}(-[A-Z0-9]{1,6})?$/,
    "must be 2 to 12 letters or digits, then at most one dash and 6 more",
  );

/** The dashboard shows it. */
export const BackendName = z
  .string()
  .max(24)
  .transform(cleanText)
  .refine(hasVisibleLetter, "must have a visible letter")
  .refine(isProjectable, "is seen by the teacher's class: choose another");

/** The dashboard shows it to whoever points at the backend. Dropped if it has words that one would not project. */
export const BackendNote = z
  .string()
  .max(300)
  .transform((raw) => {
    const note = cleanText(raw);
    return isProjectable(note) ? note : "";
  });

/** A worker's task in one run: everything that it needs besides the parameters. */
export interface Assignment {
  /** Names the run; changes with every configuration and reset. Echo it in every message about it. */
  run: string;
  /** The run's settings that a worker needs. */
  training: Training;
  /** Parameters in the model, d. */
  dim: number;
  shard: {
    /** Where the examples are, from the page's own origin; ask with `Authorization: Bearer <worker token>`. */
    path: string;
    index: number;
    of: number;
    examples: number;
    height: number;
    width: number;
    channels: number;
    classes: number;
  };
  /** A longer `round:update` is refused; beyond `maxMessageBytes` the connection is cut. */
  maxUpdateBytes: number;
  maxMessageBytes: number;
}

/** One worker as the dashboard shows it. */
export interface WorkerView {
  id: string;
  /** Place in the order of joining: picks the shard and the random streams. */
  index: number;
  /** Empty for those who may not see names. */
  name: string;
  backend: string;
  /** Why no better backend, in the worker's own words; empty for the best. */
  backendNote: string;
  /** How many backends have died under this worker; absent for none. */
  backendDeaths?: number;
  presence: Presence;
  hidden: boolean;
  /** Truth: only for the instructor. */
  role?: Role;
  /** Of its last counted update. */
  lastLoss?: number;
  lastComputeMs?: number;
  lastRound?: number;
  /** From the opening of its last round to its last update, less what it computed. */
  lagMs?: number;
  transport?: "websocket" | "polling";
  /** Updates that were refused. Unlike lateness, a sign of malice: only for those who may see roles. */
  refusals?: number;
  /** Rounds in a row, up to the last, that closed without its update. */
  missed?: number;
  /** Rounds do not wait for it, because it held them up for long. */
  unawaited?: true;
  /** Truth: the role that it will get. */
  next?: ScheduledRole;
}

/** One way to join a room. */
export interface JoinAddress {
  /** Who reaches it: everybody, this network, or the coordinator's own machine. */
  reach: "public" | "network" | "machine";
  /** The name or address in `url`. */
  host: string;
  /** The coordinator's interface to this network, such as Wi-Fi. */
  network?: string;
  url: string;
  /** The same over https with the coordinator's own certificate, for WebGPU. */
  secureUrl?: string;
}

export type RunState =
  | { phase: "lobby" }
  /**
   * `waitingFor`: how many more ready workers the next round needs; 0 while one is open.
   * `pausing`: the open round is the last before a pause.
   */
  | { phase: "running"; round: number; waitingFor: number; pausing: boolean }
  | { phase: "paused"; round: number }
  | { phase: "finished"; round: number };

/** What the class may know of a run, and a late dashboard needs to catch up. */
export interface RoomSnapshot {
  room: string;
  run: string;
  config: RunConfig;
  state: RunState;
  workers: WorkerView[];
  /** The first is the one that the QR code holds. */
  joins: JoinAddress[];
  class: ClassView;
  /** Absent while there is neither a vote nor a score. */
  votes?: VotesView;
  /** Data sets this coordinator can serve, and for the others what is missing. */
  datasets: { name: RunConfig["dataset"]; missing?: string }[];
  /** Guard rails, such as "Krum with f = 3 needs 9 workers, 8 are here"; and what went wrong and what to do. */
  warnings: string[];
  dim: number;
}
