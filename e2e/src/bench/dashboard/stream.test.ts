import type { ClosedRound, Watching, WorkersChange } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { eventsOf, lastEventsOf, openedAfter, type Stream, type TimedSent } from "./stream";
import { isWithin } from "./table";

const progress = (round: number, arrived: string, ms: number): TimedSent => ({
  event: "round:progress",
  args: [{ round, invited: ["0"], arrived: [arrived], timeLeftMs: 0 }],
  ms,
});
const ADA = { id: "a", index: 0, name: "Ada" } as Watching["workers"][number];
const changed = (change: WorkersChange): TimedSent => ({ event: "workers:changed", args: [change], ms: 8 });
const closed = (round: number): TimedSent => ({
  event: "round:closed",
  args: [{ round, invited: ["0"], arms: [], events: [{ kind: "revealed" }] } as unknown as ClosedRound],
  ms: 9,
});
const round = (n: number) => [progress(n, "", 1), progress(n, "0", 5), closed(n)];

/** Four rounds, of which the last two are steady. */
const stream: Stream = {
  watching: { room: "KRUM-1", rounds: [], workers: [ADA] } as unknown as Watching,
  rounds: [0, 1, 2, 3].map(round),
  steadyFrom: 2,
};

describe("eventsOf", () => {
  test("gives the recorded rounds as they are", () => {
    expect(eventsOf(stream, 1)).toBe(stream.rounds[1]);
  });

  test("repeats the steady rounds with later numbers and without what happened beside them", () => {
    const numbers = [4, 5, 6, 101].map((n) =>
      eventsOf(stream, n).map(({ args }) => (args[0] as ClosedRound).round),
    );
    expect(numbers).toEqual([4, 5, 6, 101].map((n) => [n, n, n]));
    expect(eventsOf(stream, 4)[2]).toEqual({
      ...closed(4),
      args: [{ round: 4, invited: ["0"], arms: [], events: [] }],
    });
    expect(stream.rounds[2]).toEqual(round(2)); // the recording itself stays
  });

  test("moves the workers' last rounds along", () => {
    const change = {
      whole: [{ ...ADA, lastRound: 3 }, ADA],
      changed: [
        { places: "0", same: { lastRound: 2 } },
        { places: "0-1", each: { lastRound: [1, null] } },
      ],
    };
    const rounds = [[changed(change)]];
    expect(eventsOf({ ...stream, rounds, steadyFrom: 0 }, 10)[0].args).toEqual([
      {
        whole: [{ ...ADA, lastRound: 13 }, ADA],
        changed: [
          { places: "0", same: { lastRound: 12 } },
          { places: "0-1", each: { lastRound: [11, null] } },
        ],
      },
    ]);
  });
});

test("lastEventsOf leaves out what a later event of the round replaces", () => {
  expect(lastEventsOf(stream, 3)).toEqual([progress(3, "0", 5), closed(3)]);
  const changes = [changed({ gone: ["b"] }), changed({ warnings: ["careful"] })];
  expect(lastEventsOf({ ...stream, rounds: [changes], steadyFrom: 0 }, 0)).toEqual(changes);
});

test("openedAfter gives a page the rounds that it missed", () => {
  expect(openedAfter(stream, 3).watching.rounds.map(({ round }) => round)).toEqual([0, 1, 2]);
  expect(stream.watching.rounds).toEqual([]);
  const seen = openedAfter({ ...stream, rounds: [[changed({ gone: ["a"], warnings: ["careful"] })]] }, 1);
  expect([seen.watching.workers, seen.watching.warnings]).toEqual([[], ["careful"]]);
});

test("isWithin accepts the limit itself, and no figure that could not be measured", () => {
  const figure = { what: "", unit: "ms", detail: "" } as const;
  expect(isWithin({ ...figure, value: 100, limit: 100 })).toBe(true);
  expect(isWithin({ ...figure, value: 101, limit: 100 })).toBe(false);
  expect(isWithin({ ...figure, value: Number.NaN, limit: 100 })).toBe(false);
  expect(isWithin({ ...figure, value: 101 })).toBe(true);
});
