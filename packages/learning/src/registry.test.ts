import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { useBackend } from "./backend/backends.cases";
import { selfTest } from "./backend/selfTest";
import { partition } from "./data/partition";
import { DATASETS, type DatasetName, datasetKey, datasetOf, registerDataset } from "./datasets/datasets";
import { defineDataset } from "./datasets/defineDataset";
import { initialParameters, parameterLayout } from "./model/layout";
import { defineModel } from "./models/defineModel";
import { MODELS, type ModelName, registerModel } from "./models/models";
import { definePartition } from "./partitions/definePartition";
import { PARTITIONS, type PartitionConfig, registerPartition } from "./partitions/partitions";
import { defineSchedule } from "./schedules/defineSchedule";
import { registerSchedule, SCHEDULES, type ScheduleConfig } from "./schedules/schedules";
import { descend } from "./training/descend";
import { createEvaluator } from "./training/evaluator";
import { createLearner } from "./training/learner";
import { learningRateAt } from "./training/schedule";

const described = { name: "A toy", shortName: "toy", sentence: "Only for this test." };

/** A convolution without bias, a residual with a shortcut, and a mean over the picture. */
const toyModel = defineModel({
  ...described,
  model: "toy",
  layers: (_shape, classes) => [
    { kind: "conv", name: "first", filters: 4, side: 3, stride: 1, pad: 1, bias: false },
    { kind: "groupNorm", name: "first", groups: 2 },
    { kind: "relu" },
    {
      kind: "residual",
      main: [{ kind: "conv", name: "main", filters: 6, side: 3, stride: 2, pad: 1, bias: true }],
      shortcut: [{ kind: "conv", name: "short", filters: 6, side: 1, stride: 2, pad: "valid", bias: false }],
    },
    { kind: "pool" },
    { kind: "flatten" },
    { kind: "dense", name: "output", units: classes },
  ],
});

/** Two classes of 6×6 pictures: bright on the left, or bright on the right. */
const toyDataset = defineDataset({
  ...described,
  dataset: "toy",
  height: 6,
  width: 6,
  channels: 1,
  classes: 2,
  train: 40,
  test: 10,
  mirrorable: false,
  async draw(seed) {
    const examples = (count: number) => {
      const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
      const pixels = Uint8Array.from({ length: count * 36 }, (_, at) => {
        const isRight = at % 6 >= 3;
        return isRight === (labels[Math.floor(at / 36)] === 1) ? 255 : (at * 7 + seed) % 50;
      });
      return { count, classes: 2, height: 6, width: 6, channels: 1, pixels, labels };
    };
    return { train: examples(40), test: examples(10) };
  },
});

afterEach(() => {
  for (const registry of [MODELS, DATASETS, PARTITIONS, SCHEDULES]) Reflect.deleteProperty(registry, "toy");
});

describe("registerModel and registerDataset", () => {
  test("refuse a key that is taken", () => {
    expect(() => registerModel({ ...toyModel, model: "mlp" })).toThrow(
      new RangeError("register: mlp is already registered"),
    );
    registerDataset(toyDataset);
    expect(() => registerDataset(toyDataset)).toThrow("toy is already registered");
  });

  test.each(["", "Toy", "to y", "3d", "../x", "__proto__"])("refuse the key %j", (model) => {
    expect(() => registerModel({ ...toyModel, model })).toThrow(
      `a key must be a lower-case letter and then letters, digits and dashes, got ${JSON.stringify(model)}`,
    );
  });
});

test("an unknown model is refused with the names of the registered ones", () => {
  registerModel(toyModel);
  expect(Object.keys(MODELS)).toContain("toy");
  expect(() => parameterLayout("perceptron" as ModelName, toyDataset, 2)).toThrow(
    `unknown model "perceptron", registered are ${Object.keys(MODELS).join(", ")}`,
  );
  expect(() => datasetOf("constructor" as DatasetName)).toThrow("unknown data set");
});

describe("a registered toy model on a registered toy data set", () => {
  const model = toyModel.model as ModelName;
  beforeAll(() => useBackend("wasm"));

  test("passes the self-test, and learns the classes in a few steps", async () => {
    registerModel(toyModel);
    registerDataset(toyDataset);
    expect(await selfTest([model])).toMatchObject({ ok: true });
    const { train, test: held } = (await datasetOf("toy" as DatasetName).draw?.(1))!;
    const learner = createLearner({ model, examples: train, batchSize: 20, seed: 3, workerIndex: 0 });
    const evaluator = createEvaluator({ model, examples: held });
    let parameters = initialParameters(model, train, 2, 3);
    const before = (await evaluator.evaluate(parameters)).loss!;
    for (let round = 0; round < 10; round++) {
      const { own } = await learner.gradients([parameters], round);
      const step = descend(parameters, own[0].gradient, 0.2, false);
      if (step.stepped) parameters = step.parameters;
    }
    const after = await evaluator.evaluate(parameters);
    expect(after.loss).toBeLessThan(before / 2);
    expect(after.accuracy).toBe(1);
  });

  test("is tested by default once it is registered", async () => {
    registerModel({ ...toyModel, layers: () => [{ kind: "flatten" }] }); // no parameters, so no gradient
    expect(await selfTest()).toMatchObject({ ok: false });
  });
});

test("datasetKey tells seeds apart for a data set that is drawn", () => {
  registerDataset(toyDataset);
  expect(datasetKey({ dataset: "toy" as DatasetName, seed: 3 })).toBe("toy 3");
  expect(datasetKey({ dataset: "glyphs", seed: 3 })).toBe("glyphs 3");
  expect(datasetKey({ dataset: "mnist", seed: 3 })).toBe("mnist");
});

test("a registered partition deals with its options", () => {
  registerPartition(
    definePartition({
      ...described,
      partition: "toy",
      options: { each: { kind: "integer", min: 1, default: 2, label: "Examples each" } },
      deal: ({ order, workers }, { each }) =>
        Array.from({ length: workers }, (_, w) => order.slice(w * each, (w + 1) * each)),
    }),
  );
  const config = { kind: "toy", each: 3 } as unknown as PartitionConfig;
  const shards = partition(new Uint8Array(20), { workers: 4, partition: config, seed: 1, classes: 2 });
  expect(shards.map((shard) => shard.length)).toEqual([3, 3, 3, 3]);
});

test("a registered schedule gives the learning rate from its options", () => {
  registerSchedule(
    defineSchedule({
      ...described,
      schedule: "toy",
      formula: "η = η₀/(1 + slope·t)",
      options: { slope: { kind: "number", above: 0, default: 1, label: "Slope" } },
      rate: ({ learningRate, round }, { slope }) => learningRate / (1 + slope * round),
    }),
  );
  const schedule = { kind: "toy", slope: 0.5 } as unknown as ScheduleConfig;
  const rest = { learningRate: 0.6, rounds: 10, batchSize: 5, workers: 2, trainExamples: 20 };
  expect(learningRateAt({ ...rest, schedule, round: 4 })).toBeCloseTo(0.2, 12); // 0.6/(1 + 2)
});
