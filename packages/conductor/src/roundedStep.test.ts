import { decodeVector } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { roundedStep } from "./roundedStep";

const still = (d: number) => new Float32Array(d);

describe("roundedStep", () => {
  test("goes where the bytes say, and keeps what they leave out", () => {
    const from = Float32Array.of(10, 20, 30);
    const to = Float32Array.of(10 + 127, 20 + 0.75, 30 - 3.25);
    const { parameters, residual, bytes } = roundedStep({ from, to, residual: still(3) }, "int8");
    // the scale is 1: the steps 127, 0.75 and −3.25 are sent as 127, 1 and −3
    expect([...decodeVector(bytes, 3, "int8")]).toEqual([127, 1, -3]);
    expect([...parameters]).toEqual([137, 21, 27]);
    expect([...residual]).toEqual([0, -0.25, -0.25]);
  });

  test("adds the residual to the next step", () => {
    const from = Float32Array.of(0, 0);
    const to = Float32Array.of(127, 0.25);
    const first = roundedStep({ from, to, residual: Float32Array.of(0, 0.5) }, "int8");
    expect([...first.parameters]).toEqual([127, 1]); // 0.75 is sent as 1
    expect([...first.residual]).toEqual([0, -0.25]);
  });

  test("never falls behind: after many small steps the model is within one rounding of the exact one", () => {
    // a step of 0.3 beside one of 127 rounds to 0 each time; a model without a residual would stay at 0
    let from: Float32Array = still(2);
    let residual: Float32Array = still(2);
    for (let round = 0; round < 100; round++) {
      const to = Float32Array.of(from[0] + 127, from[1] + 0.3);
      const step = roundedStep({ from, to, residual }, "int8");
      [from, residual] = [step.parameters, step.residual];
    }
    expect(Math.abs(from[1] - 30)).toBeLessThan(0.51);
    expect(from[1] + residual[1]).toBeCloseTo(30, 3);
  });
});
