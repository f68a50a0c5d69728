import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { drawColumns } from "./drawColumns";

describe("drawColumns", () => {
  test("draws the given number of different columns in ascending order, the same ones from the same stream", () => {
    const columns = drawColumns(stream(3), 1000, 40);
    expect(new Set(columns).size).toBe(40);
    expect([...columns]).toEqual([...columns].sort((a, b) => a - b));
    expect(columns[39]).toBeLessThan(1000);
    expect(drawColumns(stream(3), 1000, 40)).toEqual(columns);
    expect(drawColumns(stream(4), 1000, 40)).not.toEqual(columns);
    expect([...drawColumns(stream(3), 5, 5)]).toEqual([0, 1, 2, 3, 4]);
  });

  test("draws all columns equally often", () => {
    const random = stream(8);
    const counts = new Float64Array(10);
    for (let draw = 0; draw < 2000; draw++) for (const j of drawColumns(random, 10, 3)) counts[j]++;
    // 600 each, deviation √(2000 · 0.3 · 0.7) = 20
    expect(Math.min(...counts)).toBeGreaterThan(500);
    expect(Math.max(...counts)).toBeLessThan(700);
  });
});
