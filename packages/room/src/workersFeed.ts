/**
 * The workers as dashboards have them, which receive changes alone: what was sent last to those who may see roles, and to the
 * others. Knows no socket and no time.
 */
import { changeOf, type WorkersChange, type WorkerView } from "@honest-majority/protocol";

interface Sent {
  workers: readonly WorkerView[];
  warnings: readonly string[];
}

export class WorkersFeed {
  readonly #look: (truth: boolean) => Sent;
  readonly #sent = new Map<boolean, Sent>();

  /** `look`: the workers and warnings as they are now, for those who may see roles, or for the others. */
  constructor(look: (truth: boolean) => Sent) {
    this.#look = look;
  }

  /**
   * What has changed since the last change or snapshot; undefined if nothing has. A message that repeated the last one would
   * tell those who may not see roles that somebody flipped, or when an update came.
   */
  change(truth: boolean): WorkersChange | undefined {
    const before = this.#sent.get(truth) ?? { workers: [], warnings: [] };
    const now = this.#look(truth);
    this.#sent.set(truth, now);
    const change = changeOf(before.workers, now.workers);
    const isWarned = JSON.stringify(before.warnings) !== JSON.stringify(now.warnings);
    if (change === undefined && !isWarned) return undefined;
    return { ...change, ...(isWarned && { warnings: [...now.warnings] }) };
  }

  /** All dashboards receive a snapshot: the next change is from there. */
  snapshotSent(): void {
    for (const truth of [true, false]) this.#sent.set(truth, this.#look(truth));
  }

  /** Whether dashboards know another worker at some place than the one that is there. */
  hasMoved(workers: readonly Pick<WorkerView, "id" | "index">[]): boolean {
    const known = this.#sent.get(true)?.workers ?? [];
    if (known.length !== workers.length) return true;
    return workers.some(({ id, index }, i) => known[i].id !== id || known[i].index !== index);
  }
}
