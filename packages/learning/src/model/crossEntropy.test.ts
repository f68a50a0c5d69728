import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { TEST_BACKENDS, useBackend } from "../backend/backends.cases";
import { crossEntropy } from "./crossEntropy";

function measure(logits: number[][], oneHot: number[][]) {
  return tidy(() => {
    const { loss, back } = crossEntropy(tensor2d(logits), tensor2d(oneHot));
    return { loss: loss.dataSync()[0], gradient: [...back().dataSync()] };
  });
}

describe.each(TEST_BACKENDS)("crossEntropy on %s", (backend) => {
  beforeAll(() => useBackend(backend));

  test("is the mean of −log p, with gradient (p − y)/B", () => {
    // p = (1/4, 3/4) and (1/2, 1/2); L = (ln 4 + ln 2)/2
    const { loss, gradient } = measure(
      [
        [0, Math.log(3)],
        [7, 7],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    );
    expect(loss).toBeCloseTo((Math.log(4) + Math.log(2)) / 2, 5);
    [-3 / 8, 3 / 8, 1 / 4, -1 / 4].forEach((x, j) => void expect(gradient[j]).toBeCloseTo(x, 6));
  });

  test.each([1e4, 1e20, 3e38])("stays finite for logits of ±%d", (z) => {
    const { loss, gradient } = measure([[z, -z, 0]], [[0, 1, 0]]);
    expect(Number.isFinite(loss)).toBe(true);
    expect(loss).toBeGreaterThan(1e4);
    expect(gradient).toEqual([1, -1, 0]);
    expect(measure([[z, -z, 0]], [[1, 0, 0]])).toEqual({ loss: 0, gradient: [0, 0, 0] });
  });
});
