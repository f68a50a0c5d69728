/** Times a worker's local step on the current tfjs backend. */
import { stream } from "@honest-majority/random";
import type { Examples, ImageShape } from "../examples";
import { initialParameters } from "../model/layout";
import { type ModelName, modelOf } from "../models/models";
import { createLearner } from "./learner";

export interface StepTimesOptions {
  batchSize: number;
  /** The time for all steps together. A step that takes longer is measured once. */
  budgetMs: number;
  mostSteps: number;
  /** Whether steps that do not count come first, for up to the same time. One step always does: it compiles the kernels. */
  warmUp: boolean;
  /** Milliseconds. */
  now: () => number;
}

/**
 * The milliseconds of each of a few whole steps on drawn pictures: gathering and uploading a batch, the gradient, and
 * reading it back.
 */
export async function stepTimes(
  model: ModelName,
  { batchSize, budgetMs, mostSteps, warmUp, now }: StepTimesOptions,
): Promise<number[]> {
  const examples = noise(model, 8 * batchSize);
  const learner = createLearner({ model, examples, batchSize, seed: 1, workerIndex: 0 });
  const parameters = initialParameters(model, examples, examples.classes, 1);
  const step = async (round: number) => {
    const start = now();
    await learner.gradients([parameters], round);
    return now() - start;
  };
  try {
    const first = await step(0);
    if (first > budgetMs) return [await step(1)];
    for (let i = 1; warmUp && i < Math.min(mostSteps, budgetMs / first); i++) await step(i);
    const times: number[] = [];
    for (let spent = 0; spent < budgetMs && times.length < mostSteps; spent += times[times.length - 1]) {
      times.push(await step(times.length));
    }
    return times;
  } finally {
    learner.dispose();
  }
}

const MNIST: ImageShape = { height: 28, width: 28, channels: 1 };

function noise(model: ModelName, count: number): Examples {
  const { height, width, channels } = modelOf(model).madeFor ?? MNIST;
  const random = stream(1, "bench");
  return {
    count,
    classes: 10,
    height,
    width,
    channels,
    pixels: Uint8Array.from({ length: count * height * width * channels }, () => random.int(256)),
    labels: Uint8Array.from({ length: count }, () => random.int(10)),
  };
}
