import { describe, expect, test } from "vitest";
import { cellsOf, SweepConfig } from "./cells";
import { selectionOf } from "./selection";
import { type CellResult, summarize } from "./summary";

/** The settings of a sweep's runs. */
const validationIn = (sweep: object) => [
  ...new Set(cellsOf(SweepConfig.parse({ name: "try", ...sweep })).map(({ config }) => config.validation)),
];

describe("a sweep's validation split", () => {
  test("is there when a value is chosen, and not when the test set chooses or nothing is chosen", () => {
    expect(validationIn({ over: { eta: [0.1, 0.3] } })).toEqual([0.1]);
    expect(validationIn({ over: { eta: [0.1, 0.3] }, select: "test" })).toEqual([undefined]);
    expect(validationIn({ over: { eta: [0.1] } })).toEqual([undefined]);
    expect(validationIn({ over: { B: [16, 32] } })).toEqual([undefined]);
  });

  test("is the one that the sweep sets itself", () => {
    expect(validationIn({ base: { validation: 0.2 }, over: { eta: [0.1, 0.3] } })).toEqual([0.2]);
    expect(validationIn({ over: { eta: [0.1, 0.3], validation: [0.2, 0.3] } })).toEqual([0.2, 0.3]);
    expect(validationIn({ base: { validation: 0.2 }, over: { eta: [0.1, 0.3] }, select: "test" })).toEqual([
      0.2,
    ]);
  });

  test("takes its share of each epoch", () => {
    const rounds = (more: object) =>
      cellsOf(SweepConfig.parse({ name: "try", base: { workers: 4, batchSize: 10, epochs: 2 }, ...more }))[0]
        .config.rounds;
    expect(rounds({ over: { eta: [0.1] } })).toBe(400); // 2 · 8,000 / 40
    expect(rounds({ over: { eta: [0.1, 0.3] } })).toBe(360); // of 7,200
  });
});

const sweep = SweepConfig.parse({
  name: "try",
  worst: "attack",
  base: { attackers: 1 },
  over: { attack: ["signFlip", "foe"], eta: [0.1, 0.3], seed: [1, 2] },
});
const cells = cellsOf(sweep);

/** From the accuracies on both sets by attack, η₀ and seed. */
function resultsOf(at: (attack: unknown, eta: unknown, seed: unknown) => [test: number, validation: number]) {
  return new Map(
    cells.map(({ id, place }): [string, CellResult] => {
      const [accuracy, validation] = at(place.attack, place.eta, place.seed);
      return [id, { final: { accuracy, validation, loss: 1, rounds: 5, diverged: false }, seconds: 1 }];
    }),
  );
}

describe("what a cell of the table shows", () => {
  test("is the test accuracy of the value that is best on the validation split, beside the best by test", () => {
    const plain = SweepConfig.parse({ ...sweep, worst: undefined });
    const results = resultsOf((_, eta) => (eta === 0.1 ? [0.7, 0.9] : [0.8, 0.6]));
    const [entry] = summarize(cells, results, selectionOf(plain));
    expect(entry).toMatchObject({ best: 0.1, byTest: { best: 0.3 } });
    expect(entry.accuracy.mean).toBeCloseTo(0.7, 12);
    expect(entry.validation?.mean).toBeCloseTo(0.9, 12);
    expect(entry.byTest?.accuracy.mean).toBeCloseTo(0.8, 12);
    const [byTest] = summarize(cells, results, selectionOf({ ...plain, select: "test" }));
    expect(byTest.best).toBe(0.3);
    expect(byTest).not.toHaveProperty("byTest");
  });

  test("is, over a list of attacks, the highest over η₀ of the lowest over attacks", () => {
    // means on the validation split: η₀ = 0.1 gives 0.9 and 0.5, η₀ = 0.3 gives 0.6 and 0.7
    const kept = { "signFlip 0.1": 0.9, "foe 0.1": 0.5, "signFlip 0.3": 0.6, "foe 0.3": 0.7 } as const;
    const results = resultsOf((attack, eta, seed) => {
      const validation = kept[`${attack} ${eta}` as keyof typeof kept];
      return [validation - 0.05 + (seed === 1 ? 0.01 : -0.01), validation];
    });
    const [entry, ...others] = summarize(cells, results, selectionOf(sweep));
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ place: {}, best: 0.3, worst: "signFlip", seeds: 2 });
    expect(entry.accuracy.mean).toBeCloseTo(0.55, 12);
    expect(entry.bySeed.map(({ accuracy }) => accuracy.toFixed(2))).toEqual(["0.56", "0.54"]);
  });

  test("names no worst attack where nobody attacks", () => {
    const calm = SweepConfig.parse({ ...sweep, base: {}, over: { delta: [0, 0.5], ...sweep.over } });
    const result = {
      final: { accuracy: 0.5, validation: 0.5, loss: 1, rounds: 5, diverged: false },
      seconds: 1,
    };
    const runs = cellsOf(calm);
    const entries = summarize(runs, new Map(runs.map(({ id }) => [id, result])), selectionOf(calm));
    expect(entries.map(({ worst, seeds }) => ({ worst, seeds }))).toEqual([
      { worst: undefined, seeds: 2 },
      { worst: "signFlip", seeds: 2 },
    ]);
  });

  test("is the attack that is worst on the test set, whichever was worst on the validation split", () => {
    const results = resultsOf((attack, eta) => {
      const validation = eta === 0.1 ? 0.2 : 0.8;
      return [attack === "foe" ? 0.4 : 0.6, attack === "foe" ? validation : validation - 0.1];
    });
    expect(summarize(cells, results, selectionOf(sweep))[0]).toMatchObject({ best: 0.3, worst: "foe" });
  });
});
