/** Spreads over time what askers take: some at once, then so much a second, each after those before it. Pure. */
export interface PaceLimits {
  perSecond: number;
  atOnce: number;
}

/** At so many askers, those that may take everything at once again are forgotten. */
const MANY = 1_000;

export class Pace {
  readonly #limits: PaceLimits;
  readonly #now: () => number;
  /** By asker, when all that it has taken is paid for. */
  readonly #paid = new Map<string, number>();
  #forgetAt = MANY;

  /** `now` in milliseconds. */
  constructor(limits: PaceLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /**
   * Takes so much, and returns after how many milliseconds it may be used. Undefined, with nothing taken, when that is longer
   * than `patienceMs`. An asker of undefined has no limit.
   */
  take(asker: string | undefined, amount = 1, patienceMs = Number.POSITIVE_INFINITY): number | undefined {
    if (asker === undefined) return 0;
    const { perSecond, atOnce } = this.#limits;
    const now = this.#now();
    const paid = Math.max(this.#paid.get(asker) ?? 0, now);
    const wait = Math.max(0, paid - now - (atOnce / perSecond) * 1_000);
    if (wait > patienceMs) return undefined;
    if (this.#paid.size >= this.#forgetAt) this.#forget(now);
    this.#paid.set(asker, paid + (amount / perSecond) * 1_000);
    return wait;
  }

  #forget(now: number): void {
    for (const [asker, paid] of this.#paid) if (paid <= now) this.#paid.delete(asker);
    this.#forgetAt = Math.max(MANY, 2 * this.#paid.size);
  }
}
