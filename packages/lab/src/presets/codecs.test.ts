import { describe, expect, test } from "vitest";
import { codecLosses, codecs, codecVerdicts } from "./codecs";
import { entryAtPlace } from "./entry.cases";

const FOE = { kind: "foe", epsilon: 2 };
const MIXED = { aggregator: "krum", preAggregators: ["nearestNeighborMixing"] };
const entry = (rule: unknown, attack: unknown, codec: string, ...accuracies: number[]) =>
  entryAtPlace({ rule, attack, codec }, accuracies);

describe("codecs", () => {
  const entries = [
    entry("mean", "none", "float32", 0.8, 0.81, 0.82),
    entry("mean", "none", "int8", 0.799, 0.81, 0.818), // less by 0.1 point on average: below the limit
    entry("mean", FOE, "float32", 0.7, 0.71, 0.72),
    entry("mean", FOE, "int8", 0.6, 0.74, 0.67), // less by 4 points, and the differences deviate by more
    entry(MIXED, "none", "float32", 0.8, 0.81, 0.82),
    entry(MIXED, "none", "int8", 0.8, 0.81, 0.82),
    entry(MIXED, FOE, "float32", 0.7, 0.71, 0.72),
    entry(MIXED, FOE, "int8", 0.67, 0.69, 0.68), // less by 3 points, in each seed by 2 to 4
  ];

  test("judges each rule and codec under all attacks", () => {
    expect(codecVerdicts(entries).map(({ claim, outcome }) => [claim, outcome])).toEqual([
      ["mean: int8 costs at most half a point, under every attack that leaves it above chance", "noise"],
      [
        "nearestNeighborMixing + krum: int8 costs at most half a point, under every attack that leaves it above chance",
        "fails",
      ],
    ]);
    expect(codecVerdicts(entries.slice(0, 2))[0].outcome).toBe("holds");
    const chance = [
      entry("mean", "bitFlip", "float32", 0.1, 0.1, 0.1),
      entry("mean", "bitFlip", "int8", 0.1, 0.1, 0.1),
    ];
    expect(codecVerdicts(chance)[0].outcome).toBe("untestable");
  });

  test("names what a rule loses beyond the seeds' deviation, as auto names the rule, and marks the cell", () => {
    expect(codecLosses(entries)).toEqual([
      { rule: "nearestNeighborMixing + krum", codec: "int8", loses: "3.0 points (foe, epsilon = 2)" },
    ]);
    const marks = codecs.remarked?.(entries).map(({ remark }) => remark?.mark);
    expect(marks).toEqual([...new Array(7).fill(undefined), "↓"]);
  });
});
