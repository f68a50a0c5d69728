import { expect, test } from "vitest";
import { Pace } from "./pace";

function paceOf({ perSecond = 10, atOnce = 3 } = {}) {
  const clock = { ms: 0 };
  return { clock, pace: new Pace({ perSecond, atOnce }, () => clock.ms) };
}

test("so many are taken at once, and the others one after another", () => {
  const { clock, pace } = paceOf();
  expect(Array.from({ length: 6 }, () => pace.take("a"))).toEqual([0, 0, 0, 0, 100, 200]);
  expect(pace.take("b")).toBe(0);
  clock.ms = 10_000;
  expect(Array.from({ length: 5 }, () => pace.take("a"))).toEqual([0, 0, 0, 0, 100]);
});

test("a large amount waits for what was taken before it, and what comes after waits for it", () => {
  const { pace } = paceOf({ perSecond: 1_000, atOnce: 500 });
  expect([pace.take("a", 3_000), pace.take("a", 10), pace.take("a", 10)]).toEqual([0, 2_500, 2_510]);
});

test("who would wait for too long takes nothing", () => {
  const { pace } = paceOf({ atOnce: 0 });
  expect([pace.take("a"), pace.take("a", 1, 99), pace.take("a", 1, 100), pace.take("a")]).toEqual([
    0,
    undefined,
    100,
    200,
  ]);
});

test("this machine's own have no limit", () => {
  const { pace } = paceOf({ atOnce: 0 });
  expect([pace.take(undefined, 1e9), pace.take(undefined)]).toEqual([0, 0]);
});
