/** Makes costly answers one after another, and lets everything else run in between. */
import { LIMITS, type Refusal, refuse } from "@honest-majority/protocol";

export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  readonly #waiting = new WeakMap<object, number>();
  readonly #rest: () => Promise<void>;

  /** `rest` lets everything else that waits run. */
  constructor(rest: () => Promise<void>) {
    this.#rest = rest;
  }

  /** `asker` may have only so many unanswered. */
  async take<T>(asker: object, make: () => T | Promise<T>): Promise<T | Refusal> {
    const waiting = this.#waiting.get(asker) ?? 0;
    const { most } = LIMITS.watchRequests;
    if (waiting >= most)
      return refuse(
        "too-many",
        `${most} of these requests are unanswered, and more may not be: wait for an answer`,
      );
    this.#waiting.set(asker, waiting + 1);
    const made = this.#last.then(this.#rest).then(make);
    this.#last = made.catch(() => undefined);
    try {
      return await made;
    } finally {
      this.#waiting.set(asker, (this.#waiting.get(asker) ?? 1) - 1);
    }
  }
}
