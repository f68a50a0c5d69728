/** What each worker was told on its present connection, so that only what is new to it is sent. Pure. */
import type { Role } from "@honest-majority/protocol";

export class Told {
  /** By worker, its role as JSON: one schema parsed them all. */
  readonly #roles = new Map<string, string>();

  /** Notes that the worker is told `role`. False if it was told the same before. */
  isNewRole(worker: string, role: Role): boolean {
    const text = JSON.stringify(role);
    if (this.#roles.get(worker) === text) return false;
    this.#roles.set(worker, text);
    return true;
  }

  /** The worker may know nothing of this run, as after a lost connection. */
  forget(worker: string): void {
    this.#roles.delete(worker);
  }

  forgetAllBut(workers: readonly string[]): void {
    const kept = new Set(workers);
    for (const worker of [...this.#roles.keys()]) if (!kept.has(worker)) this.forget(worker);
  }
}
