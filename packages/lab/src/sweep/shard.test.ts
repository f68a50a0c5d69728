import { describe, expect, test } from "vitest";
import { cellsOf, distinctCells, SweepConfig } from "./cells";
import { cellsOfShard, workOf } from "./shard";

const cells = cellsOf(
  SweepConfig.parse({
    name: "try",
    over: { rounds: [10, 20, 400], delta: [0, 0.25], attack: ["alie", "foe"], B: [8, 64], seed: [1, 2, 3] },
  }),
);

describe("cellsOfShard", () => {
  test.each([1, 2, 3, 7])("puts every run into exactly one of %i shards", (count) => {
    const dealt = Array.from({ length: count }, (_, i) => cellsOfShard(cells, { index: i + 1, count }));
    const ids = dealt.flat().map(({ id }) => id);
    expect(ids.length).toBe(new Set(ids).size);
    expect(new Set(ids)).toEqual(new Set(cells.map(({ id }) => id)));
  });

  test("gives each shard at most the mean work and one longest run", () => {
    const count = 4;
    const works = distinctCells(cells).map(({ config }) => workOf(config));
    const mean = works.reduce((sum, work) => sum + work, 0) / count;
    for (let index = 1; index <= count; index++) {
      const load = cellsOfShard(cells, { index, count }).reduce((sum, { config }) => sum + workOf(config), 0);
      expect(load).toBeLessThanOrEqual(mean + Math.max(...works));
      expect(load).toBeGreaterThanOrEqual(mean - Math.max(...works));
    }
  });

  test("does not depend on the order of the fields' values", () => {
    const ids = (from: typeof cells) =>
      new Set(cellsOfShard(from, { index: 2, count: 3 }).map(({ id }) => id));
    expect(ids([...cells].reverse())).toEqual(ids(cells));
  });
});
