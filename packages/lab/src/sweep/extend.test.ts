import { describe, expect, test } from "vitest";
import { type Cell, cellsOf, SweepConfig } from "./cells";
import { extendedCells } from "./extend";
import { type CellResult, summarize } from "./summary";

const sweepOf = (more: object) =>
  SweepConfig.parse({
    name: "try",
    over: { B: [16, 64], eta: [0.1, 0.3, 1], seed: [1, 2] },
    extend: 2,
    ...more,
  });
const sweep = sweepOf({});

/** Results of every run so far, from a function of B and η₀ on the validation split; the test set always prefers 1. */
function resultsBy(cells: readonly Cell[], accuracy: (B: number, eta: number) => number) {
  return new Map(
    cells.map(({ id, place }): [string, CellResult] => [
      id,
      {
        final: {
          accuracy: place.eta === 1 ? 1 : 0,
          validation: accuracy(Number(place.B), Number(place.eta)),
          loss: 1,
          rounds: 5,
          diverged: false,
        },
        seconds: 1,
      },
    ]),
  );
}

/** Runs everything that the sweep asks for until it asks for no more; the values of η₀ tried for each B. */
function etasTried(config: SweepConfig, accuracy: (B: number, eta: number) => number) {
  let cells = cellsOf(config);
  for (let before = 0; cells.length > before; ) {
    before = cells.length;
    cells = extendedCells(config, resultsBy(cells, accuracy));
  }
  const tried = (B: number) =>
    [...new Set(cells.filter(({ place }) => place.B === B).map(({ place }) => Number(place.eta)))].sort(
      (a, b) => a - b,
    );
  return { small: tried(16), large: tried(64), cells };
}
/** Highest at one η₀, lower by the distance on a logarithmic scale. */
const peakAt = (eta: number, at: number) => 1 - Math.abs(Math.log(eta / at)) / 10;

describe("extendedCells", () => {
  test("adds values beyond the largest until the best is inside, only where it is at an end", () => {
    // 1 · (1/0.3) = 3.3, then 3.3 · (3.3/1) = 11 (two digits); the best of B = 64 is inside from the start
    const { small, large, cells } = etasTried(sweep, (B, eta) => peakAt(eta, B === 16 ? 3 : 0.3));
    expect(small).toEqual([0.1, 0.3, 1, 3.3, 11]);
    expect(large).toEqual([0.1, 0.3, 1]);
    // with every seed, and with the setting itself
    const added = cells.filter(({ place }) => place.eta === 3.3);
    expect(added.map(({ config }) => [config.seed, config.learningRate, config.batchSize])).toEqual([
      [1, 3.3, 16],
      [2, 3.3, 16],
    ]);
  });

  test("adds values below the smallest too", () => {
    // 0.1 · (0.1/0.3) = 0.033
    expect(etasTried(sweep, (_, eta) => peakAt(eta, 0.03)).small).toEqual([0.011, 0.033, 0.1, 0.3, 1]);
  });

  test("stops after as many values as `extend` says, and the summary says that the best lies at the edge", () => {
    const always = (_: number, eta: number) => eta / 1000;
    const { small, cells } = etasTried(sweep, always);
    expect(small).toEqual([0.1, 0.3, 1, 3.3, 11]);
    const [entry] = summarize(cells, resultsBy(cells, always), { best: "eta", on: "validation" });
    expect(entry).toMatchObject({ best: 11, edge: "largest", seeds: 2 });
  });

  test("extends nothing by default, without results, or where a run is missing", () => {
    const always = (_: number, eta: number) => eta / 1000;
    expect(etasTried(sweepOf({ extend: 0 }), always).small).toEqual([0.1, 0.3, 1]);
    expect(extendedCells(sweep, new Map())).toEqual(cellsOf(sweep));
    const results = resultsBy(cellsOf(sweep), always);
    results.delete(cellsOf(sweep)[0].id); // a run of B = 16
    const added = extendedCells(sweep, results).slice(cellsOf(sweep).length);
    expect(added.map(({ place }) => place.B)).toEqual([64, 64]);
  });

  test("leaves a field alone that has one value, or values that are no numbers", () => {
    const one = sweepOf({ over: { B: [16], eta: [0.1] } });
    expect(etasTried(one, () => 0.5).small).toEqual([0.1]);
    const words = sweepOf({ over: { rule: ["mean", "krum"] }, best: "rule" });
    expect(
      extendedCells(
        words,
        resultsBy(cellsOf(words), () => 0.5),
      ),
    ).toEqual(cellsOf(words));
  });
});
