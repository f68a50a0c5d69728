import { describe, expect, test } from "vitest";
import { armStyle } from "./armStyle";
import { columnsOf } from "./columns";
import { extremes, lastMeasured, linesOf, nearestMeasured } from "./lines";
import { CHART_TABS } from "./tabs";
import { armRecord, chartArms, record } from "./testRecords";

const tab = (key: string) => CHART_TABS.find((one) => one.key === key)!;
/** Measured in rounds 0, 4 and 10. */
const columns = columnsOf(
  [0, 1, 2, 4, 5, 10, 11].map((round) =>
    record(round, [armRecord("krum", [0, 4, 10].includes(round) ? 0.1 * round : undefined)]),
  ),
);
const lines = linesOf(columns, chartArms("mean", "krum"), tab("accuracy"));

describe("linesOf", () => {
  test("has a line for each arm with columns, with its look", () => {
    expect(lines).toMatchObject([
      { label: "krum", name: "Krum", look: armStyle({ isMean: false, place: 1 }) },
    ]);
  });

  test("has one line of the whole run for the time", () => {
    expect(linesOf(columns, chartArms("mean", "krum"), tab("time"))).toMatchObject([
      { label: "Round", name: "Round", look: { mark: undefined }, values: new Array(7).fill(0.5) },
    ]);
  });
});

describe("nearestMeasured", () => {
  test("returns the index of the nearest round with a value, the earlier of two", () => {
    const rounds = [-3, 0, 1.9, 2, 2.1, 6, 7, 7.1, 10, 99].map(
      (round) => columns.rounds[nearestMeasured(columns, lines, round)!],
    );
    expect(rounds).toEqual([0, 0, 0, 0, 4, 4, 4, 10, 10, 10]);
  });

  test("returns undefined if nothing is measured", () => {
    expect(nearestMeasured(columns, linesOf(columns, chartArms("krum"), tab("error")), 3)).toBeUndefined();
  });
});

describe("lastMeasured", () => {
  test("returns the newest measured rounds first, at most as many as wanted", () => {
    expect(lastMeasured(columns, lines, 2).map((at) => columns.rounds[at])).toEqual([10, 4]);
  });
});

describe("extremes", () => {
  test("are the smallest and the largest value of all lines", () => {
    expect(extremes(lines)).toEqual([0, 1]);
    expect(extremes([])).toEqual([undefined, undefined]);
  });
});
