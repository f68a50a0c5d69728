/** Makes changes of a run one after another, each while no round is open. The next round opens when all are made. */

export interface BetweenRoundsParts {
  /** Whether a round is open or being computed. */
  isBusy: () => boolean;
  /** No round opens from now on. */
  hold: () => void;
  /** Rounds may open again. */
  release: () => void;
}

export class BetweenRounds {
  readonly #parts: BetweenRoundsParts;
  #pending = 0;
  #last: Promise<unknown> = Promise.resolve();
  #wake: () => void = () => {};

  constructor(parts: BetweenRoundsParts) {
    this.#parts = parts;
  }

  /** Resolves or rejects with what `change` does. */
  make<T>(change: () => Promise<T>): Promise<T> {
    if (this.#pending++ === 0) this.#parts.hold();
    const made = this.#last
      .then(() => this.#roundIsOver())
      .then(change)
      .finally(() => {
        if (--this.#pending === 0) this.#parts.release();
      });
    this.#last = made.catch(() => undefined);
    return made;
  }

  /** Call after every round. */
  roundEnded(): void {
    this.#wake();
  }

  async #roundIsOver(): Promise<void> {
    while (this.#parts.isBusy()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
