import { expect, test } from "vitest";
import { backendTitle, formatDuration, formatNumber, formatPercent, formatShare } from "./format";

test("an accuracy has one decimal, and only a perfect one reads 100 %", () => {
  expect([0, 0.1, 0.9234, 0.9999, 1].map(formatPercent)).toEqual([
    "0 %",
    "10.0 %",
    "92.3 %",
    "99.9 %",
    "100 %",
  ]);
});

test("a share is a whole percent, but a trace is not nothing and nearly all is not all", () => {
  expect([0, 0.0001, 0.034, 0.999, 1].map(formatShare)).toEqual(["0 %", "< 1 %", "3 %", "99 %", "100 %"]);
});

test("numbers are short, and those that are not finite say so", () => {
  expect([2.345, 0.1234, 45.67, 4e10, 0].map(formatNumber)).toEqual([
    "2.35",
    "0.123",
    "45.7",
    "4.0e10",
    "0.000",
  ]);
  expect([null, Number.NaN, undefined].map(formatNumber)).toEqual(["not finite", "not finite", "–"]);
});

test("durations take the unit a person would", () => {
  expect([12.4, 1_500, 125_000].map(formatDuration)).toEqual(["12 ms", "1.5 s", "2 min 5 s"]);
});

test("backends have their names, unknown ones their own", () => {
  expect([backendTitle("webgpu"), backendTitle("python")]).toEqual(["WebGPU", "python"]);
});
