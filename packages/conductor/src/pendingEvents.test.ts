import { LIMITS, type Role, type RunEvent } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { PendingEvents } from "./pendingEvents";

const HONEST: Role = { kind: "honest" };
const flip = (worker: string, role: Role = HONEST): RunEvent => ({
  kind: "flipped",
  worker,
  name: worker,
  role,
  by: "worker",
});
const zero: Role = { kind: "malicious", attack: { kind: "zero" } };
const silent: Role = { kind: "malicious", attack: { kind: "silent" } };
const joined = (i: number): RunEvent => ({ kind: "joined", worker: `${i}`, name: `Worker ${i}` });

function taken(...events: RunEvent[]): RunEvent[] {
  const pending = new PendingEvents();
  for (const event of events) pending.add(event);
  return pending.take();
}

describe("PendingEvents", () => {
  test("keeps the first and the last flip of each worker, however many there were", () => {
    const spam = Array.from({ length: 5000 }, (_, i) => flip("a", i % 2 === 0 ? HONEST : silent));
    expect(taken(flip("a", zero), flip("b"), ...spam)).toEqual([
      flip("a", zero),
      flip("b"),
      flip("a", silent),
    ]);
  });

  test("keeps so many joins and leaves as a record may have, and counts the others", () => {
    const { most } = LIMITS.events;
    const events = taken(...Array.from({ length: most + 7 }, (_, i) => joined(i)));
    expect(events).toHaveLength(most + 1);
    expect(events[most - 1]).toEqual(joined(most - 1));
    expect(events[most]).toEqual({ kind: "more", of: "people", count: 7 });
  });

  test("counts flips by themselves: how many joins are listed does not tell of any", () => {
    const flips = Array.from({ length: LIMITS.flips.most + 3 }, (_, i) => flip(`${i}`));
    const events = taken(...flips, joined(1));
    expect(events.at(-2)).toEqual(joined(1));
    expect(events.at(-1)).toEqual({ kind: "more", of: "flips", count: 3 });
  });

  test("never leaves out what the instructor did", () => {
    const spam = Array.from({ length: 500 }, (_, i) => joined(i));
    expect(taken(...spam, { kind: "revealed" }, ...spam)).toContainEqual({ kind: "revealed" });
  });

  test("restore puts taken events before newer ones, and adds up what was left out", () => {
    const { most } = LIMITS.events;
    const pending = new PendingEvents();
    for (let i = 0; i < most + 2; i++) pending.add(joined(i));
    const before = pending.take();
    expect(pending.take()).toEqual([]);
    pending.add(joined(999));
    pending.restore(before);
    const events = pending.take();
    expect(events[0]).toEqual(joined(0));
    expect(events.at(-1)).toEqual({ kind: "more", of: "people", count: 3 });
  });
});
