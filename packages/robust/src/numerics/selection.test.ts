import fc from "fast-check";
import { expect, test } from "vitest";
import { median } from "./selection";

test("the median is the middle of the sorted values, and the values keep their order", () => {
  const value = fc.oneof(
    fc.double({ noNaN: true }),
    fc.integer({ min: -2, max: 2 }),
    fc.constant(Number.POSITIVE_INFINITY),
  );
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (list) => {
      const values = Float64Array.from(list);
      const sorted = values.toSorted();
      const [below, above] = [sorted[(list.length - 1) >> 1], sorted[list.length >> 1]];
      expect(median(values) + 0).toBe((list.length % 2 === 1 ? above : below / 2 + above / 2) + 0);
      expect(values).toEqual(Float64Array.from(list));
    }),
    { numRuns: 500 },
  );
});

test("no values have no median", () => {
  median(Float64Array.of(4, 5));
  expect(() => median(new Float64Array(0))).toThrow("median: at least one value must be given, got 0");
});
