import { describe, expect, test } from "vitest";
import { heldUp } from "./heldUp";

const held = (...waits: number[]) => [...heldUp(new Map(waits.map((ms, i) => [`w${i}`, ms])))];

describe("heldUp", () => {
  test("counts what a worker takes beyond ten times the median, and beyond a second", () => {
    expect(held(300, 300, 400, 3_000)).toEqual([]); // 10 · 350
    expect(held(300, 300, 400, 5_000)).toEqual([["w3", 1_500]]);
    expect(held(20, 20, 30, 1_000)).toEqual([]);
    expect(held(20, 20, 30, 1_010)).toEqual([["w3", 10]]);
    expect(held()).toEqual([]);
  });

  test("does not count a phone of many on a slow network, nor a class of which half sleeps", () => {
    // the first of sixty that share the air answers at a fifth of the time of the last
    expect(held(...Array.from({ length: 60 }, (_, i) => 8_000 + 500 * i))).toEqual([]);
    expect(held(300, 300, 15_000, 15_000)).toEqual([]);
  });
});
