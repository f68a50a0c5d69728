import { type Answer, type RoundsPage, refuse } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { record } from "../chart/testRecords";
import { earlierRounds } from "./earlierRounds";

const records = Array.from({ length: 10 }, (_, round) => record(round, []));
const last = { run: "r", rounds: records.slice(8), earlier: 8 };
/** Pages of three rounds. */
const page = (before: number): Answer<RoundsPage> => {
  const earlier = Math.max(0, before - 3);
  return { ok: true, rounds: records.slice(earlier, before), earlier };
};
const wait = async () => {};

test("loads pages until there are no earlier rounds, and puts them in order", async () => {
  const asked: number[] = [];
  const ask = async ({ before }: { before: number }) => {
    asked.push(before);
    return page(before);
  };
  const rounds = await earlierRounds(last, { ask, wait, isWanted: () => true });
  expect(asked).toEqual([8, 5, 2]);
  expect(rounds).toEqual(records.slice(0, 8));
});

test("asks nothing when all rounds came at once", async () => {
  const ask = async () => {
    throw new Error("asked");
  };
  const parts = { ask, wait, isWanted: () => true };
  expect(await earlierRounds({ run: "r", rounds: records, earlier: 0 }, parts)).toEqual([]);
  expect(await earlierRounds({ run: "r", rounds: [], earlier: 0 }, parts)).toEqual([]);
});

test("tries again after no answer or too many requests, and stops when the run is another", async () => {
  const answers = [undefined, refuse("too-many", "wait"), page(8), refuse("wrong-run", "watch again")];
  let waits = 0;
  const rounds = await earlierRounds(last, {
    ask: async () => answers.shift(),
    wait: async () => void waits++,
    isWanted: () => true,
  });
  expect(rounds).toBeUndefined();
  expect([waits, answers]).toEqual([2, []]);
});

test("stops when the rounds are not wanted any more", async () => {
  let asked = 0;
  const ask = async ({ before }: { before: number }) => {
    asked++;
    return page(before);
  };
  expect(await earlierRounds(last, { ask, wait, isWanted: () => asked < 2 })).toBeUndefined();
  expect(asked).toBe(2);
});
