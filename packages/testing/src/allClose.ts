import { expect } from "vitest";

export interface Tolerance {
  rtol?: number;
  atol?: number;
}

interface AllClose<R> {
  /** As many values, and `|received − expected| <= atol + rtol·|expected|` for each; NaN is never close. */
  toBeAllClose(expected: ArrayLike<number>, tolerance?: Tolerance): R;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: the name and default are vitest's, a declaration merges only with the same
  interface Matchers<T = any> extends AllClose<T> {}
}

/** Describes the first place where the two are not close; undefined when all are. Defaults suit float32. */
export function firstDifference(
  received: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol = 1e-6, atol = 1e-7 }: Tolerance = {},
): string | undefined {
  if (received.length !== expected.length) {
    return `${expected.length} values, got ${received.length}`;
  }
  for (let i = 0; i < expected.length; i++) {
    if (!(Math.abs(received[i] - expected[i]) <= atol + rtol * Math.abs(expected[i]))) {
      return `${expected[i]} ± ${atol + rtol * Math.abs(expected[i])} at [${i}], got ${received[i]}`;
    }
  }
  return undefined;
}

expect.extend({
  toBeAllClose(received: ArrayLike<number>, expected: ArrayLike<number>, tolerance?: Tolerance) {
    const difference = firstDifference(received, expected, tolerance);
    return {
      pass: difference === undefined,
      message: () => `expected ${difference ?? "some value not to be close"}`,
      actual: Array.from(received),
      expected: Array.from(expected),
    };
  },
});
