import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { privatize } from "./privatize";

const random = () => stream(7, "noise");
const norm = (v: Float32Array) => Math.hypot(...v);

describe("privatize", () => {
  test("scales a longer update to the norm C, in its direction, and leaves a shorter one as it is", () => {
    // ‖(3, 4)‖ = 5, so a bound of 2 scales by 2/5
    const u = Float32Array.of(3, 4);
    expect([...privatize(u, { clip: 2 }, random())]).toEqual([Math.fround(1.2), Math.fround(1.6)]);
    expect([...privatize(u, { clip: 5 }, random())]).toEqual([3, 4]);
    expect([...privatize(u, { clip: 80 }, random())]).toEqual([3, 4]);
    expect([...u]).toEqual([3, 4]);
  });

  test("keeps the norm within C, whatever the update", () => {
    for (const scale of [1e-30, 1, 1e30]) {
      const draws = stream(1, "update", scale);
      const u = Float32Array.from({ length: 999 }, () => scale * draws.normal());
      expect(norm(privatize(u, { clip: 0.3 }, random()))).toBeLessThanOrEqual(0.3 * (1 + 1e-6));
    }
  });

  test("adds noise of mean 0 and deviation σ to each coordinate, after the clipping", () => {
    const d = 40_000;
    const u = new Float32Array(d).fill(1); // norm 200, so that clipping to 20 makes it 0.1 everywhere
    const noise = privatize(u, { clip: 20, noise: 0.5 }, random()).map((x) => x - 0.1);
    const mean = noise.reduce((sum, x) => sum + x, 0) / d;
    const deviation = Math.sqrt(noise.reduce((sum, x) => sum + x * x, 0) / d);
    // five standard errors: σ/√d of the mean, σ/√(2d) of the deviation
    expect(Math.abs(mean)).toBeLessThan((5 * 0.5) / Math.sqrt(d));
    expect(Math.abs(deviation - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(2 * d));
  });

  test("repeats to the bit from the same stream, and differs from another", () => {
    const u = Float32Array.of(1, -2, 3);
    const once = privatize(u, { noise: 0.1 }, random());
    expect(privatize(u, { noise: 0.1 }, random())).toEqual(once);
    expect(privatize(u, { noise: 0.1 }, stream(8, "noise"))).not.toEqual(once);
  });

  test("returns the update itself without clip and noise, and one of zeros as it is", () => {
    const u = Float32Array.of(0, 0);
    expect(privatize(u, {}, random())).toBe(u);
    expect(privatize(u, { clip: 0, noise: 0 }, random())).toBe(u);
    expect([...privatize(u, { clip: 1 }, random())]).toEqual([0, 0]);
  });

  test("leaves what is not finite for the coordinator to refuse", () => {
    expect(privatize(Float32Array.of(Number.NaN, 1), { clip: 1, noise: 1 }, random())[0]).toBeNaN();
    expect(privatize(Float32Array.of(Number.POSITIVE_INFINITY), { clip: 1 }, random())[0]).toBeNaN();
  });

  test.each([
    [{ clip: -1 }, "clip must be >= 0, got -1"],
    [{ noise: Number.NaN }, "noise must be >= 0, got NaN"],
  ])("refuses %j", (wrong, message) => {
    expect(() => privatize(new Float32Array(1), wrong, random())).toThrow(`privatize: ${message}`);
  });
});
