import { describe, expect, test } from "vitest";
import type { WorkerView } from "../room";
import { changedWorkers, changeOf, type WorkersChange } from "./workersChange";

const view = (id: string, index: number, more: Partial<WorkerView> = {}): WorkerView => ({
  id,
  index,
  name: id.toUpperCase(),
  backend: "wasm",
  backendNote: "",
  presence: "ready",
  hidden: false,
  ...more,
});
const ROOM = [view("a", 0), view("b", 1), view("c", 2)];

describe("changeOf", () => {
  test("says nothing when nothing has changed", () => {
    expect(
      changeOf(
        ROOM,
        ROOM.map((worker) => ({ ...worker })),
      ),
    ).toBeUndefined();
  });

  test("names only the fields that changed, one value for all where they agree", () => {
    const after = ROOM.map((worker, i) => ({ ...worker, lastRound: 4, lastLoss: i / 2 }));
    expect(changeOf(ROOM, after)).toEqual({
      changed: [{ places: "0-2", same: { lastRound: 4 }, each: { lastLoss: [0, 0.5, 1] } }],
    });
  });

  test("groups the workers that changed in the same fields", () => {
    const after = [
      view("a", 0, { hidden: true }),
      view("b", 1, { missed: 1 }),
      view("c", 2, { hidden: true }),
    ];
    expect(changeOf(ROOM, after)).toEqual({
      changed: [
        { places: "0,2", same: { hidden: true } },
        { places: "1", same: { missed: 1 } },
      ],
    });
  });

  test("a field that is gone is null, and a role is compared by what it is", () => {
    const role = { kind: "honest" } as const;
    const before = [view("a", 0, { role, missed: 2 })];
    expect(changeOf(before, [view("a", 0, { role: { ...role } })])).toEqual({
      changed: [{ places: "0", same: { missed: null } }],
    });
  });

  test("workers that are new or move are whole, others that leave are gone", () => {
    const after = [view("a", 0), view("c", 1), view("d", 2)];
    expect(changeOf(ROOM, after)).toEqual({ gone: ["b"], whole: [view("c", 1), view("d", 2)] });
  });
});

test("changedWorkers keeps the objects of workers that did not change", () => {
  const change = { changed: [{ places: "1", same: { hidden: true } }] };
  const after = changedWorkers(ROOM, change);
  expect(after[0]).toBe(ROOM[0]);
  expect(after[1]).toEqual(view("b", 1, { hidden: true }));
});

const honest = { kind: "honest" } as const;
const silent = { kind: "malicious", attack: { kind: "silent" } } as const;
/** States that a room may have one after another, or not. */
const STATES: readonly WorkerView[][] = [
  [],
  ROOM,
  [view("b", 1), view("c", 2)],
  [view("c", 0), view("a", 1), view("b", 2)],
  [view("a", 0), view("d", 1), view("c", 2, { presence: "left" })],
  ROOM.map((worker, i) => ({ ...worker, lastRound: 7, lastLoss: i })),
  ROOM.map((worker) => ({ ...worker, lastRound: 8, role: honest })),
  ROOM.map((worker, i) => ({ ...worker, role: i === 1 ? silent : honest, missed: i })),
  [...ROOM, view("e", 9, { role: silent, next: { role: honest, round: 3 } })],
];

test.each(STATES.flatMap((before, i) => STATES.map((after, j) => [i, j, before, after] as const)))(
  "the change from state %i to state %i gives the latter, also to a dashboard that has it already",
  (_, __, before, after) => {
    const change = changeOf(before, after);
    if (change === undefined) return expect(before).toEqual(after);
    const sent = JSON.parse(JSON.stringify(change)) as WorkersChange;
    expect(changedWorkers(before, sent)).toEqual(after);
    expect(changedWorkers(after, sent)).toEqual(after);
  },
);
