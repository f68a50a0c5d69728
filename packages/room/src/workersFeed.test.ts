import type { WorkerView } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { WorkersFeed } from "./workersFeed";

/** A feed of what the test puts there. */
function feedOf(...workers: Partial<WorkerView>[]) {
  const now = { workers: workers as WorkerView[], warnings: [] as string[] };
  const feed = new WorkersFeed((truth) => ({
    workers: now.workers.map(({ role, ...worker }) => (truth ? { ...worker, role } : worker)),
    warnings: now.warnings,
  }));
  return { feed, now };
}

describe("WorkersFeed", () => {
  test("the first change has everybody whole; without a change there is none", () => {
    const { feed } = feedOf({ id: "a", index: 0 });
    expect(feed.change(true)).toEqual({ whole: [{ id: "a", index: 0 }] });
    expect(feed.change(true)).toBeUndefined();
  });

  test("those who may not see roles hear nothing of a flip", () => {
    const { feed, now } = feedOf({ id: "a", index: 0, role: { kind: "honest" } });
    feed.snapshotSent();
    now.workers = [{ ...now.workers[0], role: { kind: "malicious", attack: { kind: "silent" } } }];
    expect(feed.change(false)).toBeUndefined();
    expect(feed.change(true)).toEqual({
      changed: [{ places: "0", same: { role: { kind: "malicious", attack: { kind: "silent" } } } }],
    });
  });

  test("sends warnings when they have changed, and when they are gone", () => {
    const { feed, now } = feedOf();
    now.warnings = ["Krum needs 9 workers"];
    expect(feed.change(true)).toEqual({ warnings: ["Krum needs 9 workers"] });
    expect(feed.change(true)).toBeUndefined();
    now.warnings = [];
    expect(feed.change(true)).toEqual({ warnings: [] });
  });

  test("after a snapshot, changes are from there, for both", () => {
    const { feed, now } = feedOf({ id: "a", index: 0 });
    feed.snapshotSent();
    now.workers = [{ ...now.workers[0], hidden: true }];
    for (const truth of [true, false])
      expect(feed.change(truth)).toEqual({ changed: [{ places: "0", same: { hidden: true } }] });
  });

  test("hasMoved when somebody came, left or has another place", () => {
    const { feed, now } = feedOf({ id: "a", index: 0 }, { id: "b", index: 1 });
    expect(feed.hasMoved(now.workers)).toBe(true);
    feed.snapshotSent();
    expect(feed.hasMoved(now.workers)).toBe(false);
    for (const [...workers] of [
      [{ id: "a", index: 0 }],
      [
        { id: "b", index: 0 },
        { id: "a", index: 1 },
      ],
      [
        { id: "a", index: 0 },
        { id: "b", index: 2 },
      ],
      [
        { id: "a", index: 0 },
        { id: "b", index: 1 },
        { id: "c", index: 2 },
      ],
    ])
      expect(feed.hasMoved(workers)).toBe(true);
  });
});
