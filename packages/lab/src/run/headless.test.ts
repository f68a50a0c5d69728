import { chooseNodeBackend } from "@honest-majority/backends";
import { localCompute } from "@honest-majority/conductor";
import { glyphs, sharedMemory } from "@honest-majority/learning";
import { type AttackKind, type RoundRecord, RunConfig, type RunConfigInput } from "@honest-majority/protocol";
import { ATTACKS } from "@honest-majority/robust";
import { describe, expect, test } from "vitest";
import { runHeadless } from "./headless";

const backend = await chooseNodeBackend();
const dataset = glyphs({ seed: 1, train: 400, test: 100 });

async function run(input: RunConfigInput): Promise<RoundRecord[]> {
  const config = RunConfig.parse({ model: "softmax", batchSize: 16, ...input });
  const compute = localCompute({ backend, load: async () => dataset, allocate: sharedMemory, now: () => 0 });
  return runHeadless({ config, compute, now: () => 0 });
}

describe("runHeadless", () => {
  test("runs all rounds, with every worker in every round", async () => {
    const heard: number[] = [];
    const config = RunConfig.parse({ model: "softmax", workers: 3, rounds: 4, arms: ["mean", "krum"] });
    const compute = localCompute({
      backend,
      load: async () => dataset,
      allocate: sharedMemory,
      now: () => 0,
    });
    const records = await runHeadless({
      config,
      compute,
      now: () => 0,
      onRecord: ({ round }) => void heard.push(round),
    });
    expect(heard).toEqual([0, 1, 2, 3]);
    for (const { closedBy, invited, arms } of records) {
      expect(closedBy).toBe("all-in");
      expect(invited).toEqual(["w0", "w1", "w2"]);
      expect(arms.map(({ label, counted }) => [label, counted])).toEqual([
        ["mean", 3],
        ["krum", 3],
      ]);
    }
  });

  test("repeats a run with noise to the bit, and the noise counts", async () => {
    const config: RunConfigInput = { workers: 3, rounds: 3, evaluateEvery: 1, arms: ["mean"] };
    const norms = async (privacy: RunConfigInput["privacy"], seed = 1) =>
      (await run({ ...config, seed, privacy })).map(({ arms }) => arms[0].aggregateNorm);
    const noisy = await norms({ noise: 0.1 });
    expect(await norms({ noise: 0.1 })).toEqual(noisy);
    expect(await norms({ clip: 0, noise: 0 })).toEqual(await norms(undefined));
    // the mean of three has noise of norm 0.1·√(7850/3) = 5.1, of which 0.1 is five deviations; the gradients have 1 to 3
    for (const norm of noisy) expect(norm).toBeGreaterThan(5);
  });

  test("an attack that knows the honest updates knows them clipped, as they were sent", async () => {
    // three send u₁, u₂, u₃ with norms of at most C, and the fourth −3·mean: they cancel
    const attack = { kind: "foe", epsilon: 3 } as const;
    const records = await run({
      workers: 4,
      attackers: 1,
      attack,
      arms: ["mean"],
      rounds: 2,
      privacy: { clip: 0.01 },
    });
    for (const { arms, stage } of records) {
      const honest = stage?.honestNorm?.[0] ?? Number.NaN;
      expect(honest).toBeLessThanOrEqual(0.01 * (1 + 1e-6));
      expect(honest).toBeGreaterThan(0.001);
      expect(arms[0].aggregateNorm).toBeLessThan(1e-5 * honest);
    }
  });

  test("makes workers malicious and honest again at the rounds of the settings' turns", async () => {
    const turns = "1:1, 3:2:labelFlip, 4:0";
    const config: RunConfigInput = { workers: 5, rounds: 6, evaluateEvery: 6, attack: "bitFlip", f: 2 };
    const byRound = async (more: object) => await run({ ...config, arms: ["coordinateMedian"], ...more });
    const records = await byRound({ turns });
    expect(records.map(({ stage }) => stage?.byzantine)).toEqual([[], ["w4"], ["w4"], ["w3", "w4"], [], []]);
    const flips = records.map(({ events }) =>
      events.map((event) => (event.kind === "flipped" ? `${event.worker} ${event.role.kind}` : event.kind)),
    );
    expect(flips).toEqual([
      [],
      ["w4 malicious"],
      [],
      ["w3 malicious", "w4 malicious"], // w4 plays another attack from here on
      ["w3 honest", "w4 honest"],
      [],
    ]);
    // an attack that sends the worker's own update as it is, as a label flip on the worker's own batch would
    const OWN = { kind: "gradientScale", factor: 1 } as const;
    const without = await byRound({
      turns: [
        { round: 1, attackers: 1 },
        { round: 3, attackers: 2, attack: OWN },
        { round: 4, attackers: 0 },
      ],
    });
    const errors = ({ stage }: RoundRecord) => stage?.aggregationError;
    expect(records.slice(0, 3).map(errors)).toEqual(without.slice(0, 3).map(errors));
    expect(errors(records[3])).not.toEqual(errors(without[3]));
  });

  test("gives the same records for the same config, bit for bit", async () => {
    const config: RunConfigInput = { workers: 4, rounds: 6, attack: "gaussian", attackers: 1 };
    expect(await run(config)).toEqual(await run(config));
  });

  test.each(["float16", "int8"])(
    "gives reproducible records in %s, and learns as well as in float32",
    async (codec) => {
      const config: RunConfigInput = { workers: 4, rounds: 30, evaluateEvery: 30, arms: ["mean", "krum"] };
      const half: RunConfigInput = { ...config, codec, attack: "foe", attackers: 1, f: 1 };
      const last = (records: RoundRecord[]) => records.at(-1)?.arms[0].evaluation?.accuracy ?? Number.NaN;
      const records = await run(half);
      expect(await run(half)).toEqual(records);
      const exact = await run({ ...half, codec: undefined });
      expect(records).not.toEqual(exact);
      expect(last(records)).toBeGreaterThan(0.5);
      expect(last(records)).toBeCloseTo(last(exact), 1);
      for (const { refusals, arms } of records) {
        expect(refusals).toEqual([]);
        expect(arms.map(({ counted }) => counted)).toEqual([4, 4]);
      }
    },
  );

  test.each(["float16", "int8"])(
    "refuses an attacker's non-finite update in %s as in float32",
    async (codec) => {
      const config: RunConfigInput = {
        workers: 4,
        rounds: 2,
        attack: "nonFinite",
        attackers: 1,
        codec,
      };
      for (const { refusals, arms } of await run(config)) {
        expect(refusals).toEqual(new Array(2).fill({ worker: "w3", code: "not-finite" }));
        expect(arms.map(({ outcome, counted }) => [outcome, counted])).toEqual(
          new Array(2).fill(["stepped", 3]),
        );
      }
    },
  );

  test("runs omniscient attackers after the honest updates: FoE reverses the mean", async () => {
    const last = (records: RoundRecord[]) => records.at(-1)?.arms[0].evaluation?.accuracy ?? Number.NaN;
    const plain: RunConfigInput = { workers: 4, rounds: 30, evaluateEvery: 30, arms: ["mean"] };
    const attacked = await run({ ...plain, attack: { kind: "foe", epsilon: 10 }, attackers: 1, f: 1 });
    // the mean of three honest updates and −10 times their mean is −7/4 of their mean: every step goes uphill
    expect(attacked[0].stage?.byzantine).toEqual(["w3"]);
    expect(last(attacked)).toBeLessThan(0.2);
    expect(last(await run(plain))).toBeGreaterThan(0.5);
  });

  test("four local steps a round reach in ten rounds what single steps do not reach in twenty, with or without a label flip", async () => {
    const config: RunConfigInput = {
      workers: 4,
      evaluateEvery: 1,
      learningRate: 0.1,
      algorithm: { momentum: 0.5 },
      f: 1,
      attackers: 1,
      attack: "labelFlip",
      arms: ["coordinateMedian"],
    };
    const accuracies = (records: RoundRecord[]) =>
      records.map(({ arms }) => arms[0].evaluation?.accuracy ?? Number.NaN);
    const plain = accuracies(await run({ ...config, rounds: 20 }));
    const local = accuracies(await run({ ...config, rounds: 10, localSteps: 4 }));
    expect(Math.max(...local)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...plain)).toBeLessThan(0.5);
  });

  test("measures how a backdoor's success rises with the mean, and not with the median, while accuracy stays", async () => {
    const config: RunConfigInput = {
      workers: 5,
      rounds: 60,
      evaluateEvery: 60,
      learningRate: 0.1,
      f: 1,
      arms: ["mean", "coordinateMedian"],
    };
    const attack = { kind: "backdoor", target: 3, share: 0.3 } as const;
    const evaluations = (records: RoundRecord[], arm: number) =>
      records.flatMap(({ arms }) => arms[arm].evaluation ?? []);
    const attacked = await run({ ...config, attackers: 1, attack });
    const plain = await run(config);
    const successes = (arm: number) => evaluations(attacked, arm).map(({ attackSuccess }) => attackSuccess);
    const [first, last] = successes(0);
    expect(first).toBeLessThan(0.2);
    expect(last).toBeGreaterThan(0.6);
    expect(successes(1)[1]).toBeLessThan(0.2);
    const [calm] = evaluations(plain, 0).slice(-1);
    expect(evaluations(attacked, 0).at(-1)?.accuracy).toBeGreaterThan(calm.accuracy - 0.1);
    for (const arm of [0, 1]) {
      for (const each of evaluations(plain, arm)) expect(each).not.toHaveProperty("attackSuccess");
    }
  });

  const KINDS = Object.keys(ATTACKS) as AttackKind[];

  test.each(KINDS)("%s runs to the end, and every honest update of every round counts", async (kind) => {
    const records = await run({
      workers: 7,
      rounds: 2,
      f: 2,
      attackers: 2,
      attack: kind,
      arms: ["coordinateMedian", { aggregator: "trimmedMean", preAggregators: ["nearestNeighborMixing"] }],
    });
    expect(records).toHaveLength(2);
    const { arrives } = ATTACKS[kind];
    for (const { closedBy, arms, refusals, stage } of records) {
      expect(stage?.byzantine).toEqual(["w5", "w6"]);
      expect(closedBy).toBe(arrives === undefined ? "all-in" : "deadline");
      const counts = arrives === undefined && kind !== "nonFinite" ? 7 : 5;
      expect(arms.map(({ counted }) => counted)).toEqual([counts, counts]);
      expect(arms.map(({ outcome }) => outcome)).toEqual(["stepped", "stepped"]);
      if (kind === "nonFinite")
        expect(refusals.map(({ code }) => code)).toEqual(new Array(4).fill("not-finite"));
    }
    // a late update is missing from its round, and no refusal of the next
    if (kind === "late") {
      expect(records.map(({ missing }) => missing)).toEqual(records.map(() => ["w5", "w6"]));
      expect(records.flatMap(({ refusals }) => refusals)).toEqual([]);
    }
  });

  test("ends the run when the last arm diverges", async () => {
    const records = await run({
      workers: 4,
      rounds: 50,
      arms: ["mean"],
      attack: "modelNegation",
      attackers: 1,
      learningRate: 1e30,
    });
    expect(records.length).toBeLessThan(50);
    expect(records.at(-1)?.arms[0].outcome).toBe("diverged");
  });
});
