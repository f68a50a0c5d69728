import {
  batchPicker,
  glyphs,
  initialParameters,
  momentumStep,
  referenceGradient,
  subset,
} from "@honest-majority/learning";
import { RunConfig, trainingOf } from "@honest-majority/protocol";
import type { LastSent } from "@honest-majority/worker";
import { describe, expect, test } from "vitest";
import { givenAway } from "./givenAway";

const { train: examples } = glyphs({ seed: 1, train: 40, test: 1 });
const training = trainingOf(RunConfig.parse({ model: "mlp", batchSize: 4, algorithm: { momentum: 0.9 } }));
const pick = batchPicker({ seed: 1, workerIndex: 2, batchSize: 4, count: 40 });

/** The gradient on the batch of a round. */
function gradient(round: number): Float32Array<ArrayBuffer> {
  const batch = subset(examples, pick(round));
  const pictures = Float32Array.from(batch.pixels, (byte) => byte / 255);
  const parameters = initialParameters("mlp", examples, 10, 1);
  return Float32Array.from(
    referenceGradient("mlp", examples, 10, parameters, pictures, batch.labels).gradient,
  );
}

const sent = (more: Partial<LastSent>): LastSent => ({
  training,
  workerIndex: 2,
  examples,
  round: 0,
  vector: gradient(0),
  ...more,
});

describe("givenAway", () => {
  test("recovers the pictures of the round's batch from the first update", () => {
    const given = givenAway(sent({}));
    expect(given?.share).toBe(1);
    expect(given?.pictures.map(({ label }) => label)).toEqual([...subset(examples, pick(0)).labels]);
    expect(given?.pictures[0].pixels).toEqual(subset(examples, pick(0)).pixels.slice(0, 784));
  });

  test("takes the momentum off with the update before", () => {
    const u0 = gradient(0);
    const u1 = momentumStep(u0, gradient(1), 0.9);
    expect(givenAway(sent({ round: 1, vector: u1, before: u0 }))?.share).toBe(1);
    expect(givenAway(sent({ round: 1, vector: u1 }))?.share).toBeLessThan(1);
  });

  test("says nothing of a model that begins with a convolution", () => {
    const lenet = { ...training, model: "lenet5" } as const;
    expect(givenAway(sent({ training: lenet }))).toBeUndefined();
  });
});
