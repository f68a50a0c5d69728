import { chooseNodeBackend } from "@honest-majority/backends";
import { createLearner, glyphs, holdOut, plainMemory, subset } from "@honest-majority/learning";
import { AggregatorConfig, RunConfig } from "@honest-majority/protocol";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { openComputeRun } from "./computeRun";
import { rootUpdate } from "./rootUpdate";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 }); // a backend starts, on a busy machine
beforeAll(async () => void (await chooseNodeBackend()));

const dataset = glyphs({ seed: 4, train: 60, test: 20 });
const { train } = dataset;
const dim = 7850;
const zeros = new Float32Array(dim);

/** Any η: the sum of gradients of a single step does not depend on it. */
const ETA = 0.5;

function root(
  rootExamples: number,
  { seed = 1, localSteps = 1, validation }: { seed?: number; localSteps?: number; validation?: number } = {},
) {
  const update = rootUpdate(AggregatorConfig.parse({ rule: "flTrust", rootExamples }), {
    model: "softmax",
    seed,
    localSteps,
    validation,
    train,
  });
  if (update === undefined) throw new Error("flTrust has needs.root");
  return update;
}

const length = (vector: Float32Array) => Math.hypot(...vector);

describe("rootUpdate", () => {
  test("is the gradient on the whole training set when that has no more than rootExamples examples", async () => {
    const learner = createLearner({
      model: "softmax",
      examples: train,
      batchSize: 60,
      seed: 9,
      workerIndex: 3,
    });
    const { own } = await learner.gradients([zeros], 0);
    const update = await root(100)(zeros, ETA);
    expect(length(update)).toBeGreaterThan(0.1);
    expect(length(update.map((g, j) => g - own![0].gradient[j]))).toBeLessThan(1e-5);
  });

  test("uses no example of the validation split", async () => {
    const examples = subset(train, holdOut(60, 0.5, 1).dealt);
    const learner = createLearner({ model: "softmax", examples, batchSize: 30, seed: 9, workerIndex: 3 });
    const { own } = await learner.gradients([zeros], 0);
    const update = await root(100, { validation: 0.5 })(zeros, ETA);
    expect(length(update.map((g, j) => g - own![0].gradient[j]))).toBeLessThan(1e-5);
  });

  test("is the gradient on rootExamples examples, always the same ones, and other ones for another seed", async () => {
    const few = await root(10)(zeros, ETA);
    // with zero parameters every class has p = 1/10: a bias's gradient is 1/10 minus the label's share of the ten examples
    const shares = few.slice(dim - 10).map((g) => 0.1 - g);
    for (const share of shares) expect(10 * share).toBeCloseTo(Math.round(10 * share), 4);
    expect(await root(10)(zeros, ETA)).toEqual(few);
    expect(await root(10, { seed: 2 })(zeros, ETA)).not.toEqual(few);
  });

  test("takes the workers' local steps at the round's η, each on all of its examples", async () => {
    const two = await root(20, { localSteps: 2 })(zeros, 0.3);
    const first = await root(20)(zeros, ETA);
    const second = await root(20)(
      first.map((g) => -0.3 * g),
      ETA,
    );
    expect(length(second.map((g, j) => g - first[j]))).toBeGreaterThan(0.01);
    expect(length(two.map((sum, j) => sum - first[j] - second[j]))).toBeLessThan(1e-5);
  });

  test("is undefined for a rule without needs.root", () => {
    expect(rootUpdate({ rule: "mean" }, { model: "softmax", seed: 1, localSteps: 1, train })).toBeUndefined();
  });

  test("is computed in every round of a run, at the arm's current parameters", async () => {
    const arms = ["mean", { aggregator: { rule: "flTrust", rootExamples: 30 } }];
    const config = RunConfig.parse({ model: "softmax", workers: 2, seed: 5, arms });
    const run = openComputeRun({ config, dataset, allocate: plainMemory, now: () => 0 });
    const { parameters, previous } = run.prepared;
    const own = root(30, { seed: 5 });
    const towards = await own(parameters.subarray(dim), 0.5);
    run.setRow(
      1,
      0,
      towards.map((g) => 1e6 * g),
    );
    run.setRow(
      1,
      1,
      towards.map((g) => -g),
    );
    const arm = { arm: 1, rows: [0, 1], expectedByzantine: 1, learningRate: 0.5 };

    const [first] = await run.aggregate({ round: 0, arms: [arm] });
    expect(first).toMatchObject({ outcome: "stepped" });
    expect(await run.armVerdicts(null)).toEqual([[expect.closeTo(1, 5), 0]]);
    expect(length(previous.slice(dim))).toBeCloseTo(length(towards), 5);

    const later = await own(parameters.subarray(dim), 0.5);
    expect(length(later)).not.toBeCloseTo(length(towards), 3);
    const [second] = await run.aggregate({ round: 1, arms: [arm] });
    expect(second.aggregateNorm).toBeCloseTo(length(later), 5);
    run.dispose();
  });
});
