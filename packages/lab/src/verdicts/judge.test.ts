import { describe, expect, test } from "vitest";
import { judge, whole } from "./judge";

describe("judge", () => {
  test("holds when the mean margin exceeds the sample standard deviation, and fails on the other side", () => {
    // mean 0.02, deviations ∓0.01, 0: √((0.01² + 0 + 0.01²)/2) = 0.01
    const { outcome, mean, deviation, seeds } = judge([0.01, 0.02, 0.03]);
    expect({ outcome, seeds }).toEqual({ outcome: "holds", seeds: 3 });
    expect(mean).toBeCloseTo(0.02, 12);
    expect(deviation).toBeCloseTo(0.01, 12);
    expect(judge([-0.01, -0.02, -0.03]).outcome).toBe("fails"); // a planted reversal
  });

  test("is within noise when the mean does not exceed the deviation", () => {
    // mean 0.01, deviation √((0.01² + 0.01²)/1) = 0.0141
    expect(judge([0, 0.02]).outcome).toBe("noise");
    expect(judge([0.01, -0.01, 0.01]).outcome).toBe("noise"); // mean 0.0033, deviation 0.0115
  });

  test("divides by n − 1: three seeds of which one differs", () => {
    // mean 0.01, squares 0.01²·(1 + 1 + 4) = 0.0006: √(0.0006/2) = 0.0173, √(0.0006/3) = 0.0141
    expect(judge([0, 0, 0.03]).deviation).toBeCloseTo(Math.sqrt(0.0003), 12);
  });

  test("shows nothing with one seed, with equal numbers or without a number", () => {
    expect(judge([0.5]).outcome).toBe("noise");
    expect(judge([0, 0, 0]).outcome).toBe("noise");
    expect(judge([]).outcome).toBe("untestable");
    expect(judge([0.1, Number.NaN]).outcome).toBe("untestable");
  });

  test("judges margins that are all equal by their sign", () => {
    expect(judge([0.1, 0.1]).outcome).toBe("holds");
    expect(judge([-0.1, -0.1]).outcome).toBe("fails");
  });
});

describe("whole", () => {
  test("holds when all parts hold, and fails when one fails", () => {
    expect(whole(["holds", "holds"])).toBe("holds");
    expect(whole(["holds", "noise", "fails", "untestable"])).toBe("fails");
    expect(whole(["holds", "noise"])).toBe("noise");
    expect(whole(["noise", "untestable"])).toBe("untestable");
    expect(whole([])).toBe("untestable");
  });
});
