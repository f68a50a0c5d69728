import type { RoundRecord } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { figuresOf, type Measured, median, medianOf } from "./figures";

const MEASURED: Measured = {
  // rounds of 100, 300 and 110 ms
  closedAt: [1_000, 1_100, 1_400, 1_510],
  before: { bytes: { up: 1_000, down: 500 }, dashboard: 40, refused: { late: 1 }, gaps: [99, 98] },
  after: {
    bytes: { up: 7_000, down: 800 },
    dashboard: 340,
    refused: { late: 2, malformed: 3 },
    gaps: [99, 98, 5, 7],
  },
  probed: {
    busyMs: 60,
    busyShare: 0.12,
    cpuMs: 45,
    delayMs: { 50: 1, 99: 4, 100: 9 },
    turns: [
      { openedMs: 7, readToAskedMs: 2, steppingMs: 4, steppedToOpenMs: 1, writingMs: 2 },
      { openedMs: 3.5, readToAskedMs: 1, steppingMs: 2, steppedToOpenMs: 0.5, writingMs: 1.5 },
      { openedMs: 6, readToAskedMs: 3, steppingMs: 1, steppedToOpenMs: 2, writingMs: 1 },
    ],
    rss: 7,
    peakRss: 8,
  },
  records: [{ missing: ["a", "b"] }, {}, { missing: ["a"] }] as RoundRecord[],
  watchBytes: 12,
};

test("figures are of the measured rounds alone", () => {
  expect(figuresOf(MEASURED)).toEqual({
    rounds: 3,
    roundMs: 110,
    roundsPerSecond: 1_000 / 110,
    upBytes: 2_000,
    downBytes: 100,
    dashboardBytes: 100,
    watchBytes: 12,
    busyShare: 0.12,
    mainMs: 20,
    mainCpuMs: 15,
    delayMedianMs: 1,
    delay99Ms: 4,
    delayMostMs: 9,
    turnMs: 6,
    openedMs: 6,
    readToAskedMs: 2,
    steppingMs: 2,
    steppedToOpenMs: 1,
    writingMs: 1.5,
    rss: 7,
    peakRss: 8,
    leftOut: 3,
    refused: 4,
    shares: undefined,
  });
});

test("the median of an even number is the middle of the two in the middle", () => {
  expect(median([9, 1, 4, 2])).toBe(3);
  expect(median([])).toBeNaN();
});

test("medianOf takes each figure's own median", () => {
  const run = figuresOf(MEASURED);
  const runs = [run, { ...run, mainMs: 90, upBytes: 1 }, { ...run, mainMs: 30, upBytes: 3_000 }];
  expect(medianOf(runs)).toEqual({ ...run, mainMs: 30, upBytes: 2_000 });
});
