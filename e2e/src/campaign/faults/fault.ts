/** What a kind of fault is, and what it may use. */
import type { Random } from "@honest-majority/random";
import type { CoordinatorProcess } from "../../coordinator/launch";
import type { Clock } from "../clock";
import type { Crew } from "../crew";
import type { Disk } from "../disk";
import type { Ledger } from "../ledger";
import type { Watcher } from "../watcher";

export interface Scene {
  coordinator: CoordinatorProcess;
  crew: Crew;
  instructor: Watcher;
  ledger: Ledger;
  disk: Disk;
  /** The coordinator's. */
  clock: Clock;
  random: Random;
  /** A new process of the coordinator is ready. */
  restarted(): void;
  /** Resolves once `holds`; rejects after minutes, which means that the class is stuck. */
  until(holds: () => boolean, what: string): Promise<void>;
}

export interface Fault {
  /** For the list of kinds in --help and in the docs. */
  sentence: string;
  /** How often it comes, relative to others: what restarts a process takes seconds. */
  weight: number;
  /** Why it cannot be injected on this machine; undefined if it can. */
  missing?(disk: Disk): string | undefined;
  inject(scene: Scene): Promise<void>;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
