import { describe, expect, test } from "vitest";
import { type Cell, cellsOf, SweepConfig } from "./cells";
import { type CellResult, summarize } from "./summary";

const cells = cellsOf(
  SweepConfig.parse({ name: "try", over: { B: [16, 64], eta: [0.1, 0.3], seed: [1, 2] } }),
);
const result = (accuracy: number): CellResult => ({
  final: { accuracy, loss: 1, rounds: 5, diverged: accuracy < 0.2 },
  seconds: 2,
});
const resultsOf = (accuracies: readonly number[]) =>
  new Map(cells.map(({ id }: Cell, i) => [id, result(accuracies[i])]));

describe("summarize", () => {
  test("shows for each cell the η with the best mean over the seeds, not the luckiest run", () => {
    // B = 16: η 0.1 → 0.6, 0.8 (mean 0.7); η 0.3 → 0.95, 0.1 (mean 0.525). B = 64: 0.5, 0.5 and 0.9, 0.7
    const entries = summarize(cells, resultsOf([0.6, 0.8, 0.95, 0.1, 0.5, 0.5, 0.9, 0.7]), {
      best: "eta",
      on: "test",
    });
    expect(entries).toMatchObject([
      { place: { B: 16 }, best: 0.1, seeds: 2, diverged: 0, seconds: { mean: 2, deviation: 0 } },
      { place: { B: 64 }, best: 0.3, seeds: 2 },
    ]);
    expect(entries[0].accuracy.mean).toBeCloseTo(0.7, 12);
    expect(entries[0].accuracy.deviation).toBeCloseTo(Math.sqrt(0.02), 12); // (0.1² + 0.1²)/1
  });

  test("shows mean and deviation over every seed field, also over several of them together", () => {
    const over = { B: [16, 64], "seeds.initial": [1, 2], "seeds.batches": [1, 2] };
    const several = cellsOf(SweepConfig.parse({ name: "try", over }));
    const results = new Map(several.map(({ id }, i) => [id, result(i < 4 ? 0.2 * i : 0.5)]));
    const entries = summarize(several, results, { best: "eta", on: "test" });
    expect(entries).toMatchObject([
      { place: { B: 16 }, seeds: 4 },
      { place: { B: 64 }, seeds: 4 },
    ]);
    expect(entries[0].accuracy.mean).toBeCloseTo(0.3, 12); // 0, 0.2, 0.4, 0.6
    expect(entries[0].accuracy.deviation).toBeCloseTo(Math.sqrt(0.2 / 3), 12); // 2(0.3² + 0.1²)/3
    expect(entries[0].bySeed[2]).toMatchObject({ seed: 1, seeds: { initial: 2, batches: 1 }, accuracy: 0.4 });
  });

  test("averages attack success over the seeds, and has none when a run has none", () => {
    const results = resultsOf([0.9, 0.9, 0.1, 0.1, 0.9, 0.9, 0.1, 0.1]);
    const attacked = (at: number, attackSuccess: number) => {
      const { final, ...rest } = results.get(cells[at].id)!;
      results.set(cells[at].id, { ...rest, final: { ...final, attackSuccess } });
    };
    attacked(0, 0.5);
    attacked(1, 1);
    attacked(4, 1); // its other seed has none
    const [both, half] = summarize(cells, results, { best: "eta", on: "test" });
    expect(both.attackSuccess?.mean).toBe(0.75);
    expect(half).not.toHaveProperty("attackSuccess");
  });

  test("reads from each seed's curve the accuracy after a fifth of the run, and its mean over the run", () => {
    const config = { base: { rounds: 10 }, over: { seed: [1] } };
    const [cell] = cellsOf(SweepConfig.parse({ name: "try", ...config }));
    const curve = { rounds: [0, 1, 4, 9], accuracy: [0.1, 0.3, 0.5, 0.7] };
    const [entry] = summarize([cell], new Map([[cell.id, { ...result(0.7), curve }]]), {
      best: "eta",
      on: "test",
    });
    const [one] = entry.bySeed;
    expect(one).toMatchObject({ accuracy: 0.7, early: 0.3, seconds: 2 }); // round 1 is the second of ten
    expect(one.along).toBeCloseTo(0.4, 12);
    const [without] = summarize([cell], new Map([[cell.id, result(0.7)]]), { best: "eta", on: "test" })[0]
      .bySeed;
    expect(without).toMatchObject({ early: Number.NaN, along: Number.NaN });
  });

  test("gives a tie to the value listed first", () => {
    const [entry] = summarize(cells, resultsOf([0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0]), {
      best: "eta",
      on: "test",
    });
    expect(entry.best).toBe(0.1);
  });

  test("leaves out a cell without all of its runs", () => {
    const results = resultsOf([0.6, 0.8, 0.9, 0.7, 0.5, 0.5, 0.9, 0.1]);
    results.delete(cells[7].id);
    expect(summarize(cells, results, { best: "eta", on: "test" }).map(({ place }) => place)).toEqual([
      { B: 16 },
    ]);
  });

  test("makes a plain table when no field is optimized, and counts diverged runs", () => {
    const entries = summarize(cells, resultsOf([0.6, 0.8, 0.9, 0.1, 0.5, 0.5, 0.1, 0.1]), {
      best: "momentum",
      on: "test",
    });
    expect(entries).toHaveLength(4);
    expect(entries[3]).toMatchObject({ place: { B: 64, eta: 0.3 }, best: undefined, diverged: 2 });
  });

  test("says which cells' attack is none by its own formula, by the attackers that play and not by the rule's f", () => {
    const over = { attackers: [0, 2, 4], attack: ["alie", { kind: "alie", z: 1.5 }] };
    const alie = cellsOf(SweepConfig.parse({ name: "try", base: { workers: 10, f: 4 }, over }));
    const results = new Map(alie.map(({ id }) => [id, result(0.9)]));
    expect(summarize(alie, results, { best: "eta", on: "test" }).map(({ weakness }) => weakness)).toEqual([
      undefined,
      undefined,
      expect.stringMatching(
        /^ALIE's formula gives z = 0 for 2 attackers among 10 workers: this is no attack/,
      ),
      undefined,
      undefined,
      undefined,
    ]);
  });
});
