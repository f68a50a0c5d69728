import { describe, expect, test } from "vitest";
import { cellsOf, SweepConfig } from "./cells";
import { layoutOf } from "./layout";
import { isSeed, seedText } from "./seeds";
import { placeIn } from "./selection";

describe("isSeed", () => {
  test("is true for the seed and for the seeds of streams, and for nothing else", () => {
    expect(["seed", "seeds", "seeds.initial", "seedling", "eta", "seedless.x"].map(isSeed)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("a sweep over seeds of streams", () => {
  const sweep = SweepConfig.parse({
    name: "try",
    base: { seed: 4 },
    over: { rule: ["mean", "krum"], B: [16, 32], eta: [0.1, 0.3], "seeds.initial": [4, 5] },
  });

  test("sets them in each run's config", () => {
    const cells = cellsOf(sweep);
    expect(cells.slice(0, 2).map(({ config }) => [config.seed, config.seeds])).toEqual([
      [4, { initial: 4 }],
      [4, { initial: 5 }],
    ]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(16);
  });

  test("has no row and no column for them", () => {
    expect(layoutOf(sweep)).toEqual({ rows: ["rule"], column: "B" });
    expect(placeIn({ rule: "mean", eta: 1, seed: 1, "seeds.split": 2 }, { best: "eta" })).toEqual({
      rule: "mean",
    });
  });
});

describe("seedText", () => {
  test("names the streams with another seed, and gives one text to runs that draw the same", () => {
    expect(seedText({ seed: 4 })).toBe("4");
    expect(seedText({ seed: 4, seeds: { initial: 4 } })).toBe("4");
    expect(seedText({ seed: 4, seeds: { attacks: 0, split: 5 } })).toBe("4 (split 5, attacks 0)");
  });
});
