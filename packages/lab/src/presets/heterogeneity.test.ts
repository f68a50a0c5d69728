import { describe, expect, test } from "vitest";
import { markdownTable, notesOn } from "../report/table";
import type { Entry } from "../sweep/summary";
import { entryAtPlace } from "./entry.cases";
import { helpText, marked, meanHelps, mixingHelps } from "./heterogeneity";
import { ACCURACY } from "./quantity";

const partition = { kind: "dirichlet", alpha: 0.1 };
const mixedKrum = { aggregator: "krum", preAggregators: ["nearestNeighborMixing"] };

function entry(rule: unknown, delta: number, ...accuracies: number[]): Entry {
  return entryAtPlace({ rule, partition, delta }, accuracies);
}

describe("heterogeneity", () => {
  const entries = [
    entry("krum", 0, 0.5, 0.55, 0.6),
    entry("krum", 0.2, 0.7, 0.76, 0.81), // above without attackers with every seed
    entry("krum", 0.4, 0.5, 0.5, 0.7), // above on average, within the deviation
    entry(mixedKrum, 0, 0.9, 0.9, 0.9),
    entry(mixedKrum, 0.2, 0.9, 0.9, 0.9),
    entry(mixedKrum, 0.4, 0.8, 0.8, 0.85),
  ];

  test("marks the cells in which attackers help beyond noise, and names the preset that tests why", () => {
    const shown = marked(entries);
    expect(shown.map(({ remark }) => remark?.mark)).toEqual([
      undefined,
      "↑",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const table = markdownTable(shown, { rows: ["rule"], column: "delta", quantity: ACCURACY });
    expect(table.split("\n")[2]).toMatch(/^\| krum \| 55\.00 ± 0\.00 \| \*\*75\.67 ± 0\.00 ↑\*\* \|/);
    expect(notesOn(shown, "eta").join("\n")).toMatch(/^↑ .*heterogeneity-mean/);
  });

  test("says in how many cells attackers help", () => {
    expect(helpText(marked(entries))).toMatch(/^Cells .* \(mark ↑\): 1 of 4\./);
    const others = entries.filter((_, i) => i !== 1);
    expect(helpText(marked(others))).toMatch(/^Cells .* \(mark ↑\): none of 3\./);
  });

  test("judges mixing at the smallest α and the largest δ, and shows a reversal", () => {
    expect(mixingHelps(entries).map(({ outcome }) => outcome)).toEqual(["holds"]);
    const reversed = [...entries.slice(0, 5), entry(mixedKrum, 0.4, 0.3, 0.3, 0.35)];
    expect(mixingHelps(reversed).map(({ outcome }) => outcome)).toEqual(["fails"]);
  });

  test("judges whether the honest mean helps, for each rule and α, and shows a reversal", () => {
    expect(meanHelps(entries).map(({ outcome }) => outcome)).toEqual(["noise", "fails"]);
    const helped = [entries[0], entries[1], entry("krum", 0.4, 0.8, 0.8, 0.85)];
    expect(meanHelps(helped).map(({ outcome }) => outcome)).toEqual(["holds"]);
  });
});
