import { describe, expect, test } from "vitest";
import { backendTitle, formatDuration, formatNumber, formatPercent, formatShare } from "./format";

describe("formatPercent", () => {
  test("shows one decimal, and 100 % only for a perfect accuracy", () => {
    expect([0, 0.1, 0.9234, 0.9999, 1].map(formatPercent)).toEqual([
      "0 %",
      "10.0 %",
      "92.3 %",
      "99.9 %",
      "100 %",
    ]);
  });
});

describe("formatShare", () => {
  test("shows whole percents, but never rounds a share to 0 or 100 %", () => {
    expect([0, 0.0001, 0.034, 0.999, 1].map(formatShare)).toEqual(["0 %", "< 1 %", "3 %", "99 %", "100 %"]);
  });
});

describe("formatNumber", () => {
  test("is short, and says if a number is not finite", () => {
    expect([2.345, 0.1234, 45.67, 4e10, -0.00025, 0].map(formatNumber)).toEqual([
      "2.35",
      "0.123",
      "45.7",
      "4.0·10¹⁰",
      "-2.5·10⁻⁴",
      "0.000",
    ]);
    expect([null, Number.NaN, undefined].map(formatNumber)).toEqual(["not finite", "not finite", "–"]);
  });
});

describe("formatDuration", () => {
  test("chooses the unit by the length", () => {
    expect([12.4, 1_500, 125_000].map(formatDuration)).toEqual(["12 ms", "1.5 s", "2 min 5 s"]);
  });
});

describe("backendTitle", () => {
  test("names the known backends, and returns others unchanged", () => {
    expect([backendTitle("webgpu"), backendTitle("python")]).toEqual(["WebGPU", "python"]);
  });
});
