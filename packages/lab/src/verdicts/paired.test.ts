import { expect, test } from "vitest";
import type { Entry, SeedResult } from "../sweep/summary";
import { above } from "./paired";

const entry = (bySeed: SeedResult[]) => ({ bySeed }) as unknown as Entry;
const result = (seed: number, accuracy: number, seeds?: SeedResult["seeds"]): SeedResult => ({
  seed,
  accuracy,
  early: 0,
  along: 0,
  seconds: 0,
  ...(seeds && { seeds }),
});

test("above pairs runs that drew the same in every stream, in whatever order, and leaves out the others", () => {
  const a = entry([
    result(1, 0.5, { initial: 1 }),
    result(1, 0.75, { initial: 2 }),
    result(1, 1, { initial: 3 }),
  ]);
  const b = entry([result(1, 0.25, { initial: 2 }), result(1, 0.375), result(2, 0.625, { initial: 3 })]);
  expect(above(a, b)).toEqual([0.125, 0.5]); // 0.5 − 0.375 and 0.75 − 0.25
});
