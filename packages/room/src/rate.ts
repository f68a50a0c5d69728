/** Limits how often each of many askers may ask: a few at once, then so many a second. Pure. */
import { LIMITS, REQUEST_BURST, type Refusal, refuse } from "@honest-majority/protocol";

interface Bucket {
  left: number;
  at: number;
}

/** At so many buckets, those that are full again are forgotten. */
const MANY = 1_000;

export class Rate {
  readonly #now: () => number;
  readonly #buckets = new Map<string, Bucket>();
  #forgetAt = MANY;

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Undefined when `asker` may do it now. `what`: the kind of request, in the plural, for the sentence. */
  refuses(asker: string, what: string): Refusal | undefined {
    const { most } = LIMITS.requests;
    const key = `${asker} ${what}`;
    const left = this.#left(this.#buckets.get(key));
    if (left < 1)
      return refuse("too-many", `at most ${most} ${what} a second count for one worker: wait a moment`);
    if (this.#buckets.size >= this.#forgetAt) this.#forgetFull();
    this.#buckets.set(key, { left: left - 1, at: this.#now() });
    return undefined;
  }

  #left(bucket: Bucket | undefined): number {
    if (bucket === undefined) return REQUEST_BURST;
    const seconds = Math.max(0, this.#now() - bucket.at) / 1_000;
    return Math.min(REQUEST_BURST, bucket.left + seconds * LIMITS.requests.most);
  }

  #forgetFull(): void {
    for (const [key, bucket] of this.#buckets) {
      if (this.#left(bucket) >= REQUEST_BURST) this.#buckets.delete(key);
    }
    this.#forgetAt = Math.max(MANY, 2 * this.#buckets.size);
  }
}
