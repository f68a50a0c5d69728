/** Evaluations and gradients on tfjs-node beside those on WASM. */
import { startBackend } from "@honest-majority/backends";
import { tfjsNodeMissing } from "@honest-majority/testing/tfjsNode";
import { memory } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { glyphs } from "../glyphs/glyphs";
import { initialParameters } from "../model/layout";
import { MODELS, type ModelName } from "../models/models";
import { createEvaluator } from "../training/evaluator";
import { createLearner } from "../training/learner";
import { selfTest } from "./selfTest";

if (tfjsNodeMissing) console.warn(`skipped: ${tfjsNodeMissing}`);

const { train, test: tested } = glyphs({ seed: 4, train: 64, test: 100 });

/** Twelve steps of one worker, and what the evaluator says of the model before and after them. */
async function trained(model: ModelName) {
  const evaluator = createEvaluator({ model, examples: tested, batchSize: 50 });
  const learner = createLearner({ model, examples: train, batchSize: 16, seed: 3, workerIndex: 0 });
  const parameters = initialParameters(model, train, train.classes, 7);
  const before = await evaluator.evaluate(parameters);
  const { own } = await learner.gradients([parameters], 0);
  for (let round = 0; round < 12; round++) {
    const [{ gradient }] = (await learner.gradients([parameters], round)).own;
    for (const [i, slope] of gradient.entries()) parameters[i] -= 0.1 * slope;
  }
  return {
    before,
    after: await evaluator.evaluate(parameters),
    gradient: own[0].gradient,
    loss: own[0].loss,
  };
}

const largest = (vector: Float32Array) => vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe.skipIf(tfjsNodeMissing)("tfjs-node", () => {
  test("passes the self-test of every model, and leaves no tensor", async () => {
    await startBackend("tfjs-node");
    const { numTensors } = memory();
    expect(await selfTest()).toMatchObject({ ok: true });
    expect(memory().numTensors).toBe(numTensors);
  });

  test.each(Object.keys(MODELS) as ModelName[])(
    "gives %s the gradient and the evaluations that WASM gives it",
    async (model) => {
      await startBackend("tfjs-node");
      const found = await trained(model);
      await startBackend("wasm");
      const expected = await trained(model);
      const error = largest(found.gradient.map((value, i) => value - expected.gradient[i]));
      expect(error / largest(expected.gradient)).toBeLessThan(1e-4);
      expect(found.loss).toBeCloseTo(expected.loss, 4);
      expect(found.before.loss).toBeCloseTo(expected.before.loss ?? Number.NaN, 4);
      expect(found.before.accuracy).toBeCloseTo(expected.before.accuracy, 1.5);
      // twelve steps amplify the last digits
      expect(found.after.loss).toBeCloseTo(expected.after.loss ?? Number.NaN, 2);
      expect(Math.abs(found.after.accuracy - expected.after.accuracy)).toBeLessThan(0.05);
    },
  );
});
