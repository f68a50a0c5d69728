import { createHash } from "node:crypto";
import { chooseNodeBackend } from "@honest-majority/backends";
import { localCompute } from "@honest-majority/conductor";
import { datasetCache } from "@honest-majority/datasets";
import { createLearner, glyphs, plainMemory, SEED_NAMES, type SeedName } from "@honest-majority/learning";
import { RunConfig, type RunConfigInput, trainingOf } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { cellId } from "../sweep/cells";
import { runHeadless } from "./headless";

const backend = await chooseNodeBackend();
const fixed = glyphs({ seed: 9, train: 40, test: 20 });
const datasets = datasetCache(async ({ seed }) => glyphs({ seed, train: 40, test: 20 }), { keep: 9 });
const parameters = new Float32Array(7850); // the gradient at zero depends on the batch alone

const hash = (...parts: (Uint8Array | Uint32Array | Float32Array)[]) =>
  parts
    .reduce((digest, part) => digest.update(part), createHash("sha256"))
    .digest("hex")
    .slice(0, 16);

const compute = () => localCompute({ backend, load: datasets.get, allocate: plainMemory, now: () => 0 });

async function prepared(config: RunConfig) {
  return await compute().prepare("run", config);
}

/** Fingerprints of what each stream of a run draws. */
async function drawn(input: RunConfigInput): Promise<Record<SeedName, unknown[]>> {
  const config = RunConfig.parse({
    model: "softmax",
    arms: ["mean"],
    workers: 4,
    validation: 0.5,
    batchSize: 8,
    attack: "gaussian",
    ...input,
  });
  const { shards, train, parameters: initial } = await prepared(config);
  const dealt = Uint32Array.from(shards.flatMap((shard) => [...shard])).sort(); // without the validation split
  let poisonSeed = -1;
  const learner = createLearner({
    ...trainingOf(config),
    augment: true,
    examples: fixed.train,
    workerIndex: 1,
  });
  const { own } = await learner.gradients([parameters], 2, (batch, { seed }) => {
    poisonSeed = seed;
    return batch;
  });
  // a worker alone that sends noise: the aggregate is this noise
  const alone: RunConfig = { ...config, workers: 1, attackers: 1, f: 0, rounds: 1 };
  const [{ arms }] = await runHeadless({ config: alone, compute: compute(), now: () => 0 });
  return {
    split: [hash(train.pixels), hash(...shards), hash(dealt)],
    initial: [hash(initial)],
    batches: [hash(own[0].gradient)],
    attacks: [poisonSeed, arms[0].aggregateNorm],
  };
}

describe("a run's seeds", () => {
  test.each(SEED_NAMES)("seeds.%s changes what its own stream draws, and nothing else", async (name) => {
    const { [name]: before, ...others } = await drawn({ seed: 1 });
    const { [name]: after, ...othersAfter } = await drawn({ seed: 1, seeds: { [name]: 2 } });
    for (const [i, print] of after.entries()) expect(print).not.toBe(before[i]);
    expect(othersAfter).toEqual(others);
  });

  test("seed is the seed of every stream that has none of its own", async () => {
    const all = await drawn({ seed: 2 });
    expect(await drawn({ seed: 1, seeds: { split: 2, initial: 2, batches: 2, attacks: 2 } })).toEqual(all);
    const before = await drawn({ seed: 1 });
    for (const name of SEED_NAMES) expect(all[name]).not.toEqual(before[name]);
  });

  test("leave a config without them as it was: its id in a sweep, its split and its initial parameters", async () => {
    const config = RunConfig.parse({ seed: 5, workers: 4, model: "softmax", arms: ["mean"] });
    const { shards, parameters: initial } = await prepared(config);
    const found = [cellId(config), hash(...shards), hash(initial)];
    expect(found).toEqual(["4199a3d6ee7c0c49", "51d7a1b77ec0f7f2", "a604b31f03b4d6e8"]); // of the version before them
    expect(cellId(RunConfig.parse({ ...config, seeds: {} }))).toBe(cellId(config));
    expect(trainingOf(config)).not.toHaveProperty("seeds");
  });
});
