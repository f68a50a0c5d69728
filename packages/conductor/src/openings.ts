/** Closed rounds that could still be open. Tells a worker that is slow from one that a closed round did not wait for. Pure. */
import { hasAnswered, type Round, receive } from "@honest-majority/rounds";

export class Openings {
  readonly #now: () => number;
  /** By round. `closed`: unset while it is open. */
  readonly #rounds = new Map<number, { deadline: number; closed?: Round }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  add(round: number, deadlineMs: number): void {
    for (const [earlier, { deadline }] of this.#rounds) {
      if (deadline < this.#now()) this.#rounds.delete(earlier);
    }
    this.#rounds.set(round, { deadline: this.#now() + deadlineMs });
  }

  close(closed: Round): void {
    const opening = this.#rounds.get(closed.round);
    if (opening !== undefined) opening.closed = closed;
  }

  /** The closed round, if it would wait still had it waited until its deadline. */
  wouldWait(round: number): Round | undefined {
    const opening = this.#rounds.get(round);
    return opening !== undefined && this.#now() <= opening.deadline ? opening.closed : undefined;
  }

  /** Notes an update that the closed round would have counted; true when the worker has none left to send for it. */
  answeredLate(closed: Round, worker: string, arm: number): boolean {
    const after = receive(closed, worker, arm, "counted");
    this.close(after);
    return hasAnswered(after, worker);
  }
}
