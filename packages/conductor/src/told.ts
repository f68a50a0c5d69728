/** What each worker was told on its present connection, so that only what is new to it is sent. Pure. */
import type { Role } from "@honest-majority/protocol";

export class Told {
  /** By worker, its role as JSON: one schema parsed them all. */
  readonly #roles = new Map<string, string>();
  /** By worker, the round whose parameters it holds to the bit. */
  readonly #holds = new Map<string, number>();

  /** Notes that the worker is told `role`. False if it was told the same before. */
  isNewRole(worker: string, role: Role): boolean {
    const text = JSON.stringify(role);
    if (this.#roles.get(worker) === text) return false;
    this.#roles.set(worker, text);
    return true;
  }

  /** Notes that the workers were brought to the parameters of `round`, to the bit. */
  nowHold(workers: readonly string[], round: number): void {
    for (const worker of workers) this.#holds.set(worker, round);
  }

  holds(worker: string, round: number): boolean {
    return this.#holds.get(worker) === round;
  }

  /** The worker may know nothing of this run, as after a lost connection. */
  forget(worker: string): void {
    this.#roles.delete(worker);
    this.#holds.delete(worker);
  }

  forgetAllBut(workers: readonly string[]): void {
    const kept = new Set(workers);
    for (const worker of [...this.#roles.keys()]) // which holds all of #holds
      if (!kept.has(worker)) this.forget(worker);
  }
}
