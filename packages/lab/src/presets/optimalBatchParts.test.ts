import type { Estimates } from "@honest-majority/conductor";
import { describe, expect, test } from "vitest";
import type { Entry } from "../sweep/summary";
import { type Estimated, estimateParts } from "./optimalBatchParts";

const run = (delta: number, B: number, estimates: Partial<Estimates>): Estimated => ({
  entry: { place: { delta, B } } as unknown as Entry,
  estimates: { variance: 1, smoothness: null, robustness: null, gap: 2, ...estimates },
});

describe("estimateParts", () => {
  test("estimates σ², L and F₀ by medians without Byzantine workers, and c by the largest median of a δ", () => {
    const runs = [
      run(0, 16, { variance: 4, smoothness: null, gap: 2.3 }),
      run(0, 64, { variance: 9, smoothness: 7, gap: 2.4 }),
      run(0, 256, { variance: 5, smoothness: 5, gap: 2.5 }),
      run(0.125, 16, { variance: 100, robustness: 1 }),
      run(0.125, 64, { smoothness: 100, robustness: 4 }),
      run(0.375, 16, { robustness: 2 }),
    ];
    expect(estimateParts(runs)).toEqual({ variance: 5, smoothness: 6, gap: 2.4, robustness: 2.5 });
  });

  test("says what is missing", () => {
    expect(estimateParts([run(0.125, 16, {})])).toContain("without Byzantine");
    expect(estimateParts([run(0, 16, {})])).toContain("hides the curvature");
    expect(estimateParts([run(0, 16, { smoothness: 1 })])).toContain("with Byzantine");
  });
});
