import { chooseNodeBackend } from "@honest-majority/backends";
import { createEvaluator, glyphs, holdOut, plainMemory, subset } from "@honest-majority/learning";
import { RunConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { type Arrivals, type Passes, plainPasses, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";
import { describe, expect, test } from "vitest";
import { addArmVectors } from "./armVectors";
import { openComputeRun } from "./computeRun";

describe("openComputeRun", () => {
  test("gives a rule that draws another stream for every arm and round, and the same streams in a repeated run", async () => {
    const dataset = glyphs({ seed: 4, train: 60, test: 20 });
    const drawing = { aggregator: { rule: "dnc", f: 1, sample: 1 } } as const;
    const arms = [
      { label: "one", ...drawing },
      { label: "other", ...drawing },
    ];
    const config = RunConfig.parse({ model: "softmax", workers: 3, seed: 5, arms });
    const random = stream(2);
    const rows = Array.from({ length: 3 }, () => Float32Array.from({ length: 7850 }, () => random.normal()));
    /** Which row is dropped, [rounds][arms]: the one farthest from the others in the drawn column. */
    async function dropped() {
      const run = openComputeRun({ config, dataset, allocate: plainMemory, now: () => 0 });
      const answers: string[] = [];
      for (let round = 0; round < 12; round++) {
        const requests = [0, 1].map((arm) => {
          rows.forEach((row, i) => {
            run.setRow(arm, i, row);
          });
          return { arm, rows: [0, 1, 2], expectedByzantine: 1, learningRate: 0.1 };
        });
        await run.aggregate({ round, arms: requests });
        answers.push((await run.armVerdicts(null)).map((kept) => [...kept].indexOf(0)).join());
      }
      run.dispose();
      return answers;
    }
    const answers = await dropped();
    const byArm = [0, 1].map((arm) => answers.map((answer) => answer.split(",")[arm]));
    expect(new Set(byArm[0]).size).toBeGreaterThan(1);
    expect(byArm[1]).not.toEqual(byArm[0]);
    expect(await dropped()).toEqual(answers);
  });

  test("counts what a rule kept of its own round's rows, also when rows of the next round come first", async () => {
    const dataset = glyphs({ seed: 4, train: 60, test: 20 });
    const arms = ["coordinateMedian", "trimmedMean"] as const;
    const config = RunConfig.parse({ model: "softmax", workers: 3, f: 1, arms: [...arms] });
    const passes = simdPasses(await loadKernels()) as Passes<unknown>; // later rows take the place of earlier ones
    const run = openComputeRun({ config, dataset, passes, allocate: plainMemory, now: () => 0 });
    const set = (...values: number[]) => {
      for (const arm of [0, 1])
        for (const [row, value] of values.entries())
          run.setRow(arm, row, new Float32Array(run.prepared.dim).fill(value));
    };
    const request = { rows: [0, 1, 2], expectedByzantine: 1, learningRate: 0.1 };
    const aggregate = async (round: number, ...asked: number[]) =>
      run.aggregate({ round, arms: asked.map((arm) => ({ arm, ...request })) });
    set(1, 6, 2);
    await aggregate(0, 0, 1);
    set(2, 3, 9);
    const ofTheThird = [0, 0, 1]; // 2 was between 1 and 6
    expect(await run.armVerdicts(null)).toEqual([ofTheThird, ofTheThird]);
    set(4, 3, 9);
    await aggregate(1, 1);
    expect(await run.armVerdicts(null)).toEqual([[1, 0, 0]]);
    const refused = { arm: 1, ...request, expectedByzantine: 2 };
    set(4, 3, 9);
    await run.aggregate({ round: 2, arms: [refused] });
    expect(await run.armVerdicts(null)).toEqual([[]]);
    run.dispose();
  });

  test.each([
    ["nearestNeighborMixing", { kind: "nearestNeighborMixing" }],
    ["bucketing", { kind: "bucketing", s: 2 }],
  ] as const)(
    "counts after %s what an eager run counts, when rows of the next round come first",
    async (_, pre) => {
      const dataset = glyphs({ seed: 4, train: 60, test: 20 });
      const arms = [{ aggregator: "coordinateMedian", preAggregators: [pre] }] as const;
      const config = RunConfig.parse({ model: "softmax", workers: 6, f: 1, arms });
      const kernels = await loadKernels();
      const counted = async (isEager: boolean) => {
        const passes = simdPasses(kernels) as Passes<unknown>;
        const reserve = isEager
          ? { passes: plainPasses, replaceDead: async () => false, taken() {} }
          : undefined;
        const run = openComputeRun({ config, dataset, passes, reserve, allocate: plainMemory, now: () => 0 });
        const set = (scale: number, random = stream(scale)) => {
          for (let row = 0; row < 6; row++)
            run.setRow(
              0,
              row,
              Float32Array.from({ length: run.prepared.dim }, () => random.normal() * scale + row),
            );
        };
        set(1);
        const request = { arm: 0, rows: [0, 1, 2, 3, 4, 5], expectedByzantine: 1, learningRate: 0.1 };
        await run.aggregate({ round: 0, arms: [request] });
        if (!isEager) set(9);
        const verdicts = await run.armVerdicts(null);
        run.dispose();
        return verdicts;
      };
      const [eager] = await counted(true);
      expect(new Set<unknown>(eager).size).toBeGreaterThan(1);
      expect(await counted(false)).toEqual([eager]);
    },
  );

  test.each([false, true])(
    "counts what a rule kept before it leaves the passes that hold the rows (with a reserve: %s)",
    async (hasReserve) => {
      const dataset = glyphs({ seed: 4, train: 60, test: 20 });
      const config = RunConfig.parse({ model: "softmax", workers: 3, f: 1, arms: ["coordinateMedian"] });
      const passes = passesThatNoticeDisposal();
      const reserve = { passes, replaceDead: async () => false, taken() {} };
      const options = { config, dataset, passes, allocate: plainMemory, now: () => 0 };
      const run = openComputeRun(hasReserve ? { ...options, reserve } : options);
      for (const [row, value] of [1, 6, 2].entries())
        run.setRow(0, row, new Float32Array(run.prepared.dim).fill(value));
      const request = { arm: 0, rows: [0, 1, 2], expectedByzantine: 1, learningRate: 0.1 };
      await run.aggregate({ round: 0, arms: [request] });
      run.usePasses(plainPasses);
      await passes.disposed;
      expect(await run.armVerdicts(null)).toEqual([[0, 0, 1]]);
      run.setRow(0, 2, new Float32Array(run.prepared.dim).fill(9));
      await run.aggregate({ round: 1, arms: [request] });
      expect(await run.armVerdicts(null)).toEqual([[0, 1, 0]]); // 6 is between 1 and 9
      run.dispose();
    },
  );

  test("deals none of the validation split, and measures each model on it too", async () => {
    await chooseNodeBackend();
    const dataset = glyphs({ seed: 4, train: 61, test: 20 });
    const config = RunConfig.parse({ model: "softmax", workers: 3, validation: 0.2, seed: 9 });
    const { held, dealt } = holdOut(61, 0.2, 9);
    expect(held).toHaveLength(12);
    const run = openComputeRun({ config, dataset, allocate: plainMemory, now: () => 0 });
    const given = run.prepared.shards.flatMap((shard) => [...shard]).sort((a, b) => a - b);
    expect(new Set(given).size).toBe(48); // 49 left, 16 for each of three
    expect(given.filter((i) => !dealt.includes(i))).toEqual([]);
    const [first] = await run.evaluate({ arms: [0], attacks: [] });
    const alone = createEvaluator({ model: "softmax", examples: subset(dataset.train, held) });
    const { accuracy, loss } = await alone.evaluate(run.prepared.parameters.subarray(0, run.prepared.dim));
    expect(first.validation).toEqual({ accuracy, loss });
    expect(first.loss).not.toBe(loss);
    run.dispose();
  });

  test("reconfigure sets the f against which attacks are optimized, and opens the arms that the settings add", async () => {
    const dataset = glyphs({ seed: 4, train: 60, test: 20 });
    const config = RunConfig.parse({ model: "softmax", workers: 4, f: 0, arms: ["trimmedMean"] });
    const run = openComputeRun({ config, dataset, allocate: plainMemory, now: () => 0 });
    const { dim } = run.prepared;
    const attack = { kind: "optimizedFoe" } as const;
    const strengths = async (...arms: number[]) => {
      for (const arm of arms)
        for (let i = 0; i < 3; i++) run.setRow(arm, i, new Float32Array(dim).fill(i + 1));
      const rows = arms.map((arm) => ({ arm, rows: [0, 1, 2] }));
      // −ε times the mean 2
      return (await run.attackVectors({ round: 0, arms: rows, attack, m: 4, f: 1 })).map(([v]) => v / -2);
    };
    // with f = 0 it is the mean, against which more is always worse; with f = 2 it refuses four updates
    expect(await strengths(0)).toEqual([2 ** 19 - 1]);
    addArmVectors(run.prepared, { count: 1, from: 0 });
    await run.reconfigure(RunConfig.parse({ ...config, f: 2, arms: ["trimmedMean", "mean"] }));
    expect(await strengths(0, 1)).toEqual([0, 2 ** 19 - 1]);
    expect(() => run.setRow(2, 0, new Float32Array(dim))).toThrow("arm must be below 2, got 2");
    run.dispose();
  });
});

/** The plain passes, which fail when rows are read after their arrivals are disposed. */
function passesThatNoticeDisposal(): Passes<unknown> & { disposed: Promise<void> } {
  let tell = () => {};
  const disposed = new Promise<void>((resolve) => {
    tell = resolve;
  });
  return {
    name: "noticing",
    disposed,
    async open(m, d) {
      const arrivals: Arrivals<Float32Array> = await plainPasses.open(m, d);
      let isOpen = true;
      return {
        ...arrivals,
        matrix(rows: readonly number[]) {
          const matrix = arrivals.matrix(rows);
          const trimShares = (f: number) => {
            if (!isOpen) throw new Error("the rows are disposed");
            return matrix.trimShares(f);
          };
          return { ...matrix, trimShares };
        },
        dispose() {
          isOpen = false;
          arrivals.dispose();
          tell();
        },
      } as Arrivals<unknown>;
    },
  };
}
