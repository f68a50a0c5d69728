import { describe, expect, test } from "vitest";
import { configFor, scaledCount, sizeProblem } from "./classSize";
import type { Lesson } from "./lesson";

describe("scaledCount", () => {
  test("keeps the share, rounded up", () => {
    expect(scaledCount(1, { of: 8, here: 30 })).toBe(4); // 3.75
    expect(scaledCount(3, { of: 12, here: 40 })).toBe(10);
    expect(scaledCount(1, { of: 8, here: 8 })).toBe(1);
    expect(scaledCount(0, { of: 8, here: 30 })).toBe(0);
  });

  test("leaves less than half less than half, and more than half more", () => {
    expect(scaledCount(4, { of: 9, here: 10 })).toBe(4); // 4.4 rounded up would be half
    expect(scaledCount(4, { of: 9, here: 30 })).toBe(14);
    expect(scaledCount(5, { of: 9, here: 10 })).toBe(6);
    expect(scaledCount(1, { of: 8, here: 2 })).toBe(1);
    expect(scaledCount(5, { of: 9, here: 1 })).toBe(1);
  });
});

describe("configFor", () => {
  const lesson = {
    settings: { workers: 8, f: 1 },
    runs: [{ label: "a", settings: { f: 2 }, recorded: {} }],
    seeds: [3],
    scales: true,
  };

  test("gives a larger class a place and data for each, and the rules as large a share of f", () => {
    expect(configFor(lesson, 0, 30)).toMatchObject({ workers: 30, f: 8, seed: 3 });
  });

  test("gives a larger class as large a share of workers that lie from the start, or from a round on", () => {
    const settings: object = { workers: 9, f: 4, attackers: 5, turns: "3:1", attack: "bitFlip" };
    const runs = [{ label: "a", settings: {}, recorded: {} }];
    const lying = { settings: settings as Lesson["settings"], runs, seeds: [3], scales: true };
    const config = configFor(lying, 0, 30);
    expect(config).toMatchObject({ f: 14, attackers: 17, turns: [{ round: 3, attackers: 4 }] });
  });

  test("leaves the lesson's numbers to a smaller class, and to any where the lesson does not scale", () => {
    expect(configFor(lesson, 0, 5)).toMatchObject({ workers: 8, f: 2 });
    expect(configFor({ ...lesson, scales: false }, 0, 30)).toMatchObject({ workers: 8, f: 2 });
  });
});

test("sizeProblem says how many are missing, or, where the lesson does not scale, how many are too many", () => {
  const problem = (here: number, scales: boolean) => sizeProblem({ scales }, { of: 9, here });
  expect(problem(8, true)).toContain("8 of 9 workers are here, 1 is missing. *+ swarm* adds");
  expect([problem(9, true), problem(30, true), problem(9, false)]).toEqual([undefined, undefined, undefined]);
  expect(problem(30, false)).toContain("exactly 9 workers, and 30 are here. Remove 21");
});
