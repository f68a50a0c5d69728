import { expect, test } from "vitest";
import { createMomenta } from "./momenta";

const ARM = 2;

test("each round's momenta stay as they were sent, whatever later rounds make of them", () => {
  const momenta = createMomenta(0.5);
  const gradients = [Float32Array.of(4, -8), Float32Array.of(0, 8), Float32Array.of(2, 2)];
  const sent = gradients.map((gradient, round) => momenta.step(round, new Map([[ARM, gradient]])).get(ARM));
  // u₀ = g₀, then half of the last and half of the new one
  expect(sent.map((u) => [...(u ?? [])])).toEqual([
    [4, -8],
    [2, 0],
    [2, 1],
  ]);
});

/** One parameter, β = ½: u of each step, as (round, gradient). */
function steps(...taken: [round: number, gradient: number][]) {
  const momenta = createMomenta(0.5);
  return taken.map(
    ([round, gradient]) => momenta.step(round, new Map([[ARM, Float32Array.of(gradient)]])).get(ARM)?.[0],
  );
}

test("rounds that run again take their steps from the momentum before the first of them", () => {
  // 4; ½·4 + ½·8 = 6; ½·6 + ½·2 = 4. Then round 1 again, from 4: ½·4 + ½·16 = 10, and ½·10 + ½·2 = 6
  expect(steps([0, 4], [1, 8], [2, 2], [1, 16], [2, 2])).toEqual([4, 6, 4, 10, 6]);
});

test("the first round that runs again starts with its gradient, as at first", () => {
  expect(steps([5, 4], [6, 8], [5, 2])).toEqual([4, 6, 2]);
});

test("a round that was missed is nothing to take back", () => {
  // round 3 was missed: taken from before round 4, which is 6
  expect(steps([1, 4], [2, 8], [4, 2], [3, 2])).toEqual([4, 6, 4, 4]);
});
