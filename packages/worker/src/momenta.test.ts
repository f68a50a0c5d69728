import { expect, test } from "vitest";
import { createMomenta } from "./momenta";

const ARM = 2;

test("each round's momenta stay as they were sent, whatever later rounds make of them", () => {
  const momenta = createMomenta(0.5);
  const gradients = [Float32Array.of(4, -8), Float32Array.of(0, 8), Float32Array.of(2, 2)];
  const sent = gradients.map((gradient) => momenta.step(new Map([[ARM, gradient]])).get(ARM));
  // u₀ = g₀, then half of the last and half of the new one
  expect(sent.map((u) => [...(u ?? [])])).toEqual([
    [4, -8],
    [2, 0],
    [2, 1],
  ]);
});
