import { LIMITS } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { Pace } from "./pace";
import { Turns } from "./turns";

/** Time passes only when an answer waits. */
function pacedTurns({ perSecond = 10, atOnce = 2 } = {}) {
  const clock = { ms: 0 };
  const pace = new Pace({ perSecond, atOnce }, () => clock.ms);
  const waits: number[] = [];
  const paced = async (payer: string) => {
    const wait = pace.take(payer) ?? 0;
    waits.push(wait);
    await Promise.resolve();
  };
  return { turns: new Turns({ rest: async () => {}, paced }), waits };
}

test("the answers to one address are made at its pace, however many connections ask", async () => {
  const { turns, waits } = pacedTurns();
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) => turns.take({}, () => i, i < 5 ? "a" : "b")),
  );
  expect(answers).toEqual([0, 1, 2, 3, 4, 5]);
  expect(waits).toEqual([0, 0, 0, 100, 200, 0]);
});

test("askers without an address share one pace", async () => {
  const { turns, waits } = pacedTurns({ atOnce: 0 });
  for (const asker of [{}, {}]) await turns.take(asker, () => 1);
  expect(waits).toEqual([0, 100]);
});

test("an asker may have four unanswered, those that wait for their pace among them", async () => {
  const asker = {};
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const turns = new Turns({ rest: async () => {}, paced: () => held });
  const asked = Array.from({ length: LIMITS.watchRequests.most }, (_, i) => turns.take(asker, () => i));
  expect(await turns.take(asker, () => 9)).toMatchObject({ code: "too-many" });
  release();
  expect(await Promise.all(asked)).toEqual([0, 1, 2, 3]);
});
