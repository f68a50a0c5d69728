import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { dnc } from "./dnc";

const origin = new Float32Array(2);
/** Rows at these multiples of 5 on the line through (1, −2) along (3, 4)/5. */
const onLine = (...places: number[]) => updateMatrix(places.map((t) => [1 + 3 * t, -2 + 4 * t]));

describe("dnc", () => {
  test("drops the f rows farthest out along the direction of largest spread", async () => {
    // mean 2: reaches 4 1 1 0 16, times 25
    const { aggregate, kept, scores, warnings } = await dnc({ f: 1 })(onLine(0, 1, 1, 2, 6), origin);
    expect(kept).toBeAllClose([1, 1, 1, 1, 0]);
    expect(scores).toBeAllClose([100, 25, 25, 0, 400], { rtol: 1e-6, atol: 1e-9 });
    expect(aggregate).toBeAllClose([4, 2]);
    expect(warnings).toEqual([]);
  });

  test("drops ⌊filter·f⌋ rows, but never all", async () => {
    const keptWith = async (f: number, filter: number) =>
      (await dnc({ f, filter })(onLine(0, 1, 1, 2, 6), origin)).kept;
    expect(await keptWith(1, 2.9)).toBeAllClose([0, 1, 1, 1, 0]);
    expect(await keptWith(2, 0.5)).toBeAllClose([1, 1, 1, 1, 0]);
    expect(await keptWith(2, 0.4)).toBeAllClose([1, 1, 1, 1, 1]);
    const many = onLine(...Array.from({ length: 101 }, (_, i) => i * i));
    const dropped = (await dnc({ f: 100, filter: 0.29 })(many, origin)).kept.filter((share) => share === 0);
    expect(dropped).toHaveLength(29); // in doubles 0.29 · 100 is 28.999999999999996
    expect(await keptWith(2, 50)).toBeAllClose([0, 0, 0, 1, 0]);
  });

  test("samples other columns in every iteration and averages the rows that pass every iteration", async () => {
    // each row but the last is far out in one column, a different one for each
    const rows = Array.from({ length: 6 }, (_, i) =>
      Array.from({ length: 5 }, (_, j) => (i === j ? 100 + i : (i * 7 + j * 3) % 5)),
    );
    const run = (iterations: number, seed: number) =>
      dnc({ f: 1, iterations, sample: 1 }, { random: stream(seed) })(updateMatrix(rows), new Float32Array(5));
    const once = await run(1, 2);
    expect(once.kept.filter((share) => share === 0)).toHaveLength(1);
    const many = await run(60, 2);
    // 60 draws of one of five columns draw each column at least once
    expect(many.kept).toBeAllClose([0, 0, 0, 0, 0, 1]);
    expect(many.warnings).toEqual([]);
    // and each row's score comes from the column in which it is far out: 5/6 of 95 off the mean or more
    for (const score of many.scores!.slice(0, 5)) expect(score).toBeGreaterThan(((95 * 5) / 6) ** 2);
    expect(await run(3, 4)).toEqual(await run(3, 4));
  });

  test("averages the rows that passed most iterations, with a warning, when none passed all", async () => {
    const rows = [
      [50, 1, 2],
      [3, 60, 1],
      [2, 3, 70],
    ];
    const rule = dnc({ f: 1, iterations: 40, sample: 1 }, { random: stream(1) });
    const { kept, warnings } = await rule(updateMatrix(rows), new Float32Array(3));
    expect(kept.some((share) => share === 1)).toBe(true);
    expect(warnings.at(-1)).toMatch(
      /^dnc: no update passed all 40 iterations, so those that passed \d\d are averaged$/,
    );
  });

  test("one row far out hides another: two attackers pass with f = 2", async () => {
    // the first direction is almost the third column, where the second attacker lies among the honest rows
    const rows = [
      [1, 2, 0],
      [2, 1, 1],
      [1, 1, 2],
      [0, 3, 1],
      [2, 2, 3],
      [0, 0, 1e9],
      [3e6, -4e6, -1e8],
    ];
    const { kept } = await dnc({ f: 2 })(updateMatrix(rows), new Float32Array(3));
    expect(kept.slice(5)).toBeAllClose([0, 0]);
    rows[6] = [3e6, -4e6, 1.4e8];
    const hidden = await dnc({ f: 2 })(updateMatrix(rows), new Float32Array(3));
    expect(hidden.kept[6]).toBe(1);
    expect(hidden.aggregate[0]).toBeGreaterThan(5e5);
  });

  test("rejects options out of range, and a draw without a stream", async () => {
    expect(() => dnc({ f: 1, iterations: 0 })).toThrow(
      "dnc: iterations must be an integer in 1 … 100, got 0",
    );
    expect(() => dnc({ f: 1, sample: 1.5 })).toThrow("dnc: sample must be an integer >= 1, got 1.5");
    expect(() => dnc({ f: 1, filter: 0 })).toThrow("dnc: filter must be > 0, got 0");
    await expect(dnc({ f: 1, sample: 1 })(onLine(0, 1, 2), origin)).rejects.toThrow(
      new RangeError("dnc: random must be given to draw 1 of 2 columns, got none"),
    );
    await expect(dnc({ f: 3 })(onLine(0, 1, 2), origin)).rejects.toThrow(
      "dnc: m must be > f, got m = 3, f = 3",
    );
  });
});
