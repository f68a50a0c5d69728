/**
 * Passes for the workers of the instructor's swarms on other machines, which do not count for their address. A pass works for
 * the address that uses it first: one that is read or passed on later gives nobody else a seat.
 */
import type { Clock } from "@honest-majority/conductor";

/** A swarm page asks for its pass when it is opened, and joins at once. */
export const UNUSED_MS = 2 * 60 * 1000;

/** Passes that are kept, the latest: nobody opens so many swarms in one lesson. */
const MOST = 100;

export class SeatPasses {
  readonly #passes = new Map<string, { until: number } | { address: string }>();
  readonly #parts: { clock: Pick<Clock, "now">; newToken: () => string };

  constructor(parts: { clock: Pick<Clock, "now">; newToken: () => string }) {
    this.#parts = parts;
  }

  issue(): string {
    const [oldest] = this.#passes.keys();
    if (this.#passes.size >= MOST && oldest !== undefined) this.#passes.delete(oldest);
    const pass = this.#parts.newToken();
    this.#passes.set(pass, { until: this.#parts.clock.now() + UNUSED_MS });
    return pass;
  }

  /** Whether a worker of this address may come with the pass. The first that may binds the pass to its address. */
  admits(pass: string, address: string): boolean {
    const kept = this.#passes.get(pass);
    if (kept === undefined) return false;
    if ("address" in kept) return kept.address === address;
    if (this.#parts.clock.now() >= kept.until) {
      this.#passes.delete(pass);
      return false;
    }
    this.#passes.set(pass, { address });
    return true;
  }
}
