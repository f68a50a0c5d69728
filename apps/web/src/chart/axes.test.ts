import { describe, expect, test } from "vitest";
import {
  linearTicks,
  logTicks,
  niceAbove,
  roundsEnd,
  roundTicks,
  tickText,
  valueTicks,
  verticalRange,
} from "./axes";

const SECONDS = { kind: "linear", least: 0.1, unit: "s" } as const;

describe("roundsEnd", () => {
  test("is the smallest of 25, 50, 100, 200, 500, 1,000, 2,000 … that holds the round", () => {
    const ends = [0, 25, 26, 50, 51, 100, 101, 200, 201, 500, 501, 1_000, 1_001, 2_000].map(roundsEnd);
    expect(ends).toEqual([25, 25, 50, 50, 100, 100, 200, 200, 500, 500, 1_000, 1_000, 2_000, 2_000]);
  });
});

describe("niceAbove", () => {
  test("is the smallest of 1, 2 and 5 times a power of ten that is at least the value", () => {
    expect([0.1, 0.11, 0.3, 1, 1.5, 6, 21].map(niceAbove)).toEqual([0.1, 0.2, 0.5, 1, 2, 10, 50]);
  });
});

describe("verticalRange", () => {
  const log = { kind: "log", least: [0.1, 10], cap: 1e6 } as const;

  test("is 0 to 1 for shares, whatever the values are", () => {
    expect(verticalRange({ kind: "share" }, 0.4, 0.5)).toEqual([0, 1]);
  });

  test("is whole decades on a log axis: at least the tab's own, never above the cap", () => {
    expect(verticalRange(log, undefined, undefined)).toEqual([0.1, 10]);
    expect(verticalRange(log, 0.5, 2)).toEqual([0.1, 10]);
    expect(verticalRange(log, 1e-4, 130)).toEqual([1e-4, 1_000]);
    expect(verticalRange(log, 1, 1e30)).toEqual([0.1, 1e6]);
  });

  test("starts at 0 and ends at a round number of seconds", () => {
    expect(verticalRange(SECONDS, 0.3, 0.8)).toEqual([0, 1]);
    expect(verticalRange(SECONDS, undefined, undefined)).toEqual([0, 0.1]);
  });
});

describe("ticks", () => {
  test("are as many as the width holds, at whole rounds", () => {
    // 530 / 50 = 10.6 pixels a round: 60 pixels are 5.7 rounds
    expect(roundTicks([0, 50], 530)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(roundTicks([3.4, 7.6], 530)).toEqual([4, 5, 6, 7]);
  });

  test("are exact decimals", () => {
    expect(linearTicks([0, 1], 250, 40)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks([0, 1], 60, 40)).toEqual([0, 1]);
  });

  test("are decades on a log axis, fewer where there is little room and with 2 and 5 where there is much", () => {
    expect(logTicks([0.1, 10], 100, 40)).toEqual([0.1, 1, 10]);
    expect(logTicks([1e-4, 1e4], 160, 40)).toEqual([1e-4, 1e-2, 1, 100, 1e4]);
    expect(logTicks([1, 10], 100, 40)).toEqual([1, 2, 5, 10]);
  });

  test("are both ends of a low axis of values", () => {
    expect(valueTicks({ kind: "share" }, [0, 1], 25)).toEqual([0, 1]);
    const log = { kind: "log", least: [0.1, 10], cap: 1e6 } as const;
    expect(valueTicks(log, [0.1, 10], 25)).toEqual([0.1, 10]);
  });

  test("have short texts", () => {
    expect(tickText({ kind: "share" }, 0.2)).toBe("20 %");
    expect(tickText(SECONDS, 0.5)).toBe("0.5 s");
    const log = { kind: "log", least: [0.1, 10], cap: 1e6 } as const;
    expect([1e-4, 0.01, 1, 1_000, 1e5, 2e5].map((tick) => tickText(log, tick))).toEqual([
      "10⁻⁴",
      "0.01",
      "1",
      "1000",
      "10⁵",
      "2·10⁵",
    ]);
  });
});
