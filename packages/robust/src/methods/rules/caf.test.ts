import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { updateMatrix } from "../../passes/plain/updateMatrix";
import { caf } from "./caf";

const origin = new Float32Array(2);
/** Rows at these places on the line through (1, −2) along (3, 4)/5. */
const onLine = (...places: number[]) => updateMatrix(places.map((t) => [1 + 3 * t, -2 + 4 * t]));

describe("caf", () => {
  test("lowers each weight by how far out the row reaches, and returns the mean with the least spread", async () => {
    /*
     * In units of 5: mean 2, reaches 4 1 1 0 16, λ 22/5. So c = 3/4 15/16 15/16 1 0, together 58/16 > m − 2f = 3.
     * Then mean (15 + 15 + 32)/58 = 31/29 and λ (15 + 15 + 64)/58 − (31/29)² = 402/841, less; reaches 961 4 4 729 in
     * 841sts. So c = 0, 15/16 · 957/961 twice and 232/961, together 2.1: the end.
     */
    const { aggregate, kept, scores, warnings } = await caf({ f: 1 })(onLine(0, 1, 1, 2, 6), origin);
    expect(kept).toBeAllClose([0.75, 0.9375, 0.9375, 1, 0]);
    const t = 31 / 29;
    expect(aggregate).toBeAllClose([1 + 3 * t, -2 + 4 * t]);
    expect(scores).toBeAllClose([961, 4, 4, 729, 0].map((s) => (25 * s) / 841));
    expect(warnings).toEqual([]);
  });

  test("ignores rows of weight 0 when it looks for the farthest, so the filter ends with a row at 1e10", async () => {
    const { aggregate, kept } = await caf({ f: 2 })(onLine(0, 1, 1, 2, 6, 2e9), origin);
    expect(kept[5]).toBe(0);
    expect(kept[4]).toBe(0);
    expect(Math.abs(aggregate[0] - 4)).toBeLessThan(3);
  });

  test("is the mean for f = 0", async () => {
    const { aggregate, kept } = await caf({ f: 0 })(onLine(0, 1, 5), origin);
    expect(aggregate).toBeAllClose([7, 6]);
    expect(kept).toBeAllClose([1, 1, 1]);
  });

  test("averages equal rows without change", async () => {
    const { aggregate, kept } = await caf({ f: 1 })(onLine(2, 2, 2), origin);
    expect(aggregate).toBeAllClose([7, 6]);
    expect(kept).toBeAllClose([1, 1, 1]);
  });

  test("warns without an honest majority and throws without an honest row", async () => {
    const { warnings } = await caf({ f: 2 })(onLine(0, 1, 3, 4), origin);
    expect(warnings).toEqual(["caf with f = 2 guarantees nothing below 5 updates, got 4"]);
    await expect(caf({ f: 4 })(onLine(0, 1, 3, 4), origin)).rejects.toThrow(
      new RangeError("caf: m must be > f, got m = 4, f = 4"),
    );
    expect(() => caf({ f: 0.5 })).toThrow("caf: f must be an integer >= 0, got 0.5");
  });

  test("removes twenty random rows when the other forty send the same update", async () => {
    const random = stream(4, "caf");
    const rows = Array.from({ length: 60 }, () => [random.normal(), random.normal(), random.normal()]);
    const { aggregate } = await caf({ f: 20 })(updateMatrix(rows.fill([9, 2, -7], 20)), origin);
    expect(aggregate).toBeAllClose([9, 2, -7], { rtol: 0, atol: 1e-3 });
  });
});
