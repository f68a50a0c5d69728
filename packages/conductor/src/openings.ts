/** When the last rounds opened. Tells a worker that is slow from one that a closed round did not wait for. Pure. */
export class Openings {
  readonly #now: () => number;
  /** By round, its deadline. */
  readonly #deadlines = new Map<number, number>();

  constructor(now: () => number) {
    this.#now = now;
  }

  add(round: number, deadlineMs: number): void {
    for (const [earlier, deadline] of this.#deadlines) {
      if (deadline < this.#now()) this.#deadlines.delete(earlier);
    }
    this.#deadlines.set(round, this.#now() + deadlineMs);
  }

  /** Whether the round, if it had waited until its deadline, would wait still. */
  wouldWaitFor(round: number): boolean {
    return this.#now() <= (this.#deadlines.get(round) ?? Number.NEGATIVE_INFINITY);
  }
}
