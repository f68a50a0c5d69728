/** Makes costly answers one after another, and lets everything else run in between. */
import { LIMITS, type Refusal, refuse } from "@honest-majority/protocol";

export interface TurnsParts {
  /** Lets everything else that waits run. */
  rest: () => Promise<void>;
  /** Resolves when one more answer may be made for whom an asker counts for; unset, at once. */
  paced?: (payer: string) => Promise<void>;
}

export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  readonly #waiting = new WeakMap<object, number>();
  readonly #parts: TurnsParts;

  constructor(parts: TurnsParts) {
    this.#parts = parts;
  }

  /** `asker` may have only so many unanswered. All askers without an address count for one payer: they are on this machine. */
  async take<T>(asker: object, make: () => T | Promise<T>, payer = "this machine"): Promise<T | Refusal> {
    const waiting = this.#waiting.get(asker) ?? 0;
    const { most } = LIMITS.watchRequests;
    if (waiting >= most)
      return refuse(
        "too-many",
        `${most} of these requests are unanswered, and more may not be: wait for an answer`,
      );
    this.#waiting.set(asker, waiting + 1);
    try {
      await this.#parts.paced?.(payer);
      const made = this.#last.then(this.#parts.rest).then(make);
      this.#last = made.catch(() => undefined);
      return await made;
    } finally {
      this.#waiting.set(asker, (this.#waiting.get(asker) ?? 1) - 1);
    }
  }
}
