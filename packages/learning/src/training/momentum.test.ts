import { readVectors, vectorsMissing } from "@honest-majority/testing";
import { expect, test } from "vitest";
import { descend } from "./descend";
import { momentumStep } from "./momentum";

test("momentumStep starts at the first gradient and then keeps a share β of itself", () => {
  const u0 = momentumStep(undefined, Float32Array.of(4, -8), 0.75);
  expect([...u0]).toEqual([4, -8]);
  // 0.75 · (4, −8) + 0.25 · (8, 0)
  expect([...momentumStep(u0, Float32Array.of(8, 0), 0.75)]).toEqual([5, -6]);
});

test("momentumStep with β = 0 returns the plain gradient, also after one that was not finite", () => {
  expect([...momentumStep(Float32Array.of(Infinity, 3), Float32Array.of(1, 2), 0)]).toEqual([1, 2]);
});

test("momentumStep returns new memory", () => {
  const g = Float32Array.of(1);
  const u = momentumStep(undefined, g, 0.5);
  g[0] = 9;
  expect(u[0]).toBe(1);
});

test.each([
  ["in the first round", undefined, 0.5],
  ["later", Float32Array.of(4, -0.1, 3), 0.9],
  ["with β = 0", Float32Array.of(Infinity, 3, 1), 0],
])("momentumStep writes the same values over the gradient, %s", (_, u, beta) => {
  const g = Float32Array.of(0.3, -2, 1e-40);
  const fresh = momentumStep(u, g, beta);
  const before = u?.slice();
  expect(momentumStep(u, g, beta, g)).toBe(g);
  expect(g).toEqual(fresh);
  expect(u).toEqual(before);
  expect(() => momentumStep(u, g, beta, new Float32Array(2))).toThrow("got 2 and 3");
});

test("momentumStep refuses a β outside [0, 1) and vectors of two lengths", () => {
  expect(() => momentumStep(undefined, Float32Array.of(1), 1)).toThrow("beta must be in [0, 1), got 1");
  expect(() => momentumStep(Float32Array.of(1, 2), Float32Array.of(1), 0.5)).toThrow("got 2 and 1");
});

interface MomentumVector {
  params: { beta: number; eta: number };
  grads: number[][];
  u_paper: number[][];
  w0: number[];
  w1_byzsgdm: number[];
  w1_byzsgdnm: number[];
  normU: number;
  tolerance: { rtol: number; atol: number };
}

if (vectorsMissing) console.log(`skipped: the conformance vectors of momentum: ${vectorsMissing}`);

test.skipIf(vectorsMissing)("meets the conformance vectors: momentum and both first steps", () => {
  const vectors = readVectors<MomentumVector[]>("momentum.json");
  expect(vectors.length).toBeGreaterThan(0);
  for (const { params, grads, u_paper, w0, w1_byzsgdm, w1_byzsgdnm, normU, tolerance } of vectors) {
    let u: Float32Array | undefined;
    grads.forEach((g, t) => {
      u = momentumStep(u, Float32Array.from(g), params.beta);
      expect(u).toBeAllClose(u_paper[t], tolerance);
    });
    for (const [normalized, expected] of [
      [false, w1_byzsgdm],
      [true, w1_byzsgdnm],
    ] as const) {
      const step = descend(Float32Array.from(w0), u!, params.eta, normalized);
      if (!step.stepped) throw new Error(step.reason);
      expect(step.parameters).toBeAllClose(expected, tolerance);
      expect([step.norm]).toBeAllClose([normU], tolerance);
    }
  }
});
