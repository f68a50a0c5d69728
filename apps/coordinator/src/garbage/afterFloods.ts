/**
 * Decides when the garbage that a flood has left is collected. What lives for some seconds, such as the connections of a flood, is
 * old to V8. It collects old garbage only when the heap has grown enough again, and a class alone may take minutes or hours for that.
 */
import type { Clock } from "@honest-majority/conductor";
import type { RoundProgress } from "@honest-majority/protocol";

/** A page sends a few until it has its place, so a lesson has some hundreds. */
const FLOOD = 2_000;
/** No flood goes on while fewer come in `LOOK_MS`. */
const FEW = 100;
const LOOK_MS = 10_000;
const APART_MS = 300_000;
const AGAIN_MS = 20;
/** A collection takes less: docs/results.md. */
const LONGEST_MS = 1_000;

export interface AfterFloodsParts {
  clock: Clock;
  /** Of every room, its open round. */
  rounds: () => readonly (RoundProgress | undefined)[];
  /** Stops everything for a moment. */
  collect: () => void;
}

export class AfterFloods {
  readonly #parts: AfterFloodsParts;
  #count = 0;
  /** How many there were at the last look. */
  #seen = 0;
  #earliest = 0;
  #cancel = () => {};

  constructor(parts: AfterFloodsParts) {
    this.#parts = parts;
  }

  /** Somebody who is no worker has sent a message, or a connection has ended. */
  note(): void {
    if (++this.#count === FLOOD) this.#lookAfter(LOOK_MS);
  }

  stop(): void {
    this.#cancel();
  }

  #lookAfter(ms: number): void {
    this.#seen = this.#count;
    this.#cancel = this.#parts.clock.after(ms, () => this.#look());
  }

  #look(): void {
    const waitMs = this.#waitMs();
    if (waitMs > 0) {
      this.#lookAfter(waitMs);
      return;
    }
    this.#parts.collect();
    this.#count = 0;
    this.#earliest = this.#parts.clock.now() + APART_MS;
  }

  #waitMs(): number {
    const { clock, rounds } = this.#parts;
    if (this.#count - this.#seen >= FEW) return LOOK_MS;
    const untilEarliest = this.#earliest - clock.now();
    return untilEarliest > 0 || rounds().every(mayWait) ? untilEarliest : AGAIN_MS;
  }
}

/** Whether no update is late if all that come now are read when the garbage is collected. */
function mayWait(round: RoundProgress | undefined): boolean {
  return round === undefined || (round.arrived.length === 0 && round.timeLeftMs > LONGEST_MS);
}
