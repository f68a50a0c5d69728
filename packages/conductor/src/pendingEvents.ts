/** What happened since the last record. Bounded, so that no worker can make a record grow. Pure. */
import { LIMITS, type RunEvent } from "@honest-majority/protocol";

type More = Extract<RunEvent, { kind: "more" }>;

/** What workers can cause as often as they like. All other events are the instructor's or the run's own. */
const GROUPS: Partial<Record<RunEvent["kind"], More["of"]>> = {
  flipped: "flips",
  joined: "people",
  left: "people",
  returned: "people",
  removed: "people",
};
const MOST = { flips: LIMITS.flips.most, people: LIMITS.events.most };

export class PendingEvents {
  #events: RunEvent[] = [];
  #more = { flips: 0, people: 0 };

  /** Of one worker's flips, keeps the first and the last. */
  add(event: RunEvent): void {
    if (event.kind === "more") {
      this.#more[event.of] += event.count;
      return;
    }
    if (event.kind === "flipped") this.#forgetLastFlip(event.worker);
    const group = GROUPS[event.kind];
    if (group !== undefined && this.#count(group) >= MOST[group]) this.#more[group]++;
    else this.#events.push(event);
  }

  /** All of them, in order, and how many more there were. Afterwards there are none. */
  take(): RunEvent[] {
    const events = this.#events;
    const more = (["people", "flips"] as const).flatMap((of): More[] =>
      this.#more[of] === 0 ? [] : [{ kind: "more", of, count: this.#more[of] }],
    );
    this.#events = [];
    this.#more = { flips: 0, people: 0 };
    return [...events, ...more];
  }

  /** Puts events that were taken before those that came since. */
  restore(taken: readonly RunEvent[]): void {
    const since = this.take();
    for (const event of [...taken, ...since]) this.add(event);
  }

  #forgetLastFlip(worker: string): void {
    const flips = this.#events.filter((event) => event.kind === "flipped" && event.worker === worker);
    if (flips.length > 1) this.#events.splice(this.#events.indexOf(flips[1]), 1);
  }

  #count(group: More["of"]): number {
    return this.#events.filter(({ kind }) => GROUPS[kind] === group).length;
  }
}
