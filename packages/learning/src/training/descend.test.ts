import { expect, test } from "vitest";
import { descend } from "./descend";

const w = Float32Array.of(1, 2);

test("descend steps by η·z, or by η along z when normalized", () => {
  // ‖(3, 4)‖ = 5
  expect(descend(w, [3, 4], 0.5, false)).toEqual({
    stepped: true,
    norm: 5,
    parameters: Float32Array.of(-0.5, 0),
  });
  expect(descend(w, [3, 4], 5, true)).toEqual({
    stepped: true,
    norm: 5,
    parameters: Float32Array.of(-2, -2),
  });
});

test("descend does not modify the old parameters", () => {
  descend(w, [3, 4], 0.5, false);
  expect([...w]).toEqual([1, 2]);
});

test("descend makes no normalized step along a zero aggregate, and a plain step of zero", () => {
  expect(descend(w, [0, 0], 1, true)).toEqual({ stepped: false, reason: "the aggregate is zero" });
  expect(descend(w, [0, 0], 1, false)).toEqual({ stepped: true, norm: 0, parameters: w });
});

test.each([NaN, Infinity, -Infinity])("descend makes no step along an aggregate with %d", (value) => {
  for (const normalized of [true, false]) {
    expect(descend(w, [1, value], 1, normalized)).toEqual({
      stepped: false,
      reason: "the aggregate is not finite",
    });
  }
});

test("descend normalizes a huge aggregate like any other", () => {
  const step = descend(w, [3e30, 4e30], 5, true);
  expect(step).toEqual({
    stepped: true,
    norm: expect.closeTo(5e30, -20),
    parameters: Float32Array.of(-2, -2),
  });
});

test("descend makes no step beyond float32", () => {
  expect(descend(w, [1e38, 0], 10, false)).toEqual({ stepped: false, reason: "the step leaves float32" });
});

test("descend refuses an aggregate of another length", () => {
  expect(() => descend(w, [1], 1, false)).toThrow("the aggregate must have 2 values, got 1");
});
