import type { ModelName } from "@honest-majority/protocol";
import { concat, type Tensor, tensor2d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { Examples } from "../examples";
import { parameterLayout } from "../model/layout";
import { lossAndGradient, uploadParameters } from "../model/model";
import { batchPicker, gatherLabels, gatherPixels, oneHot } from "./batch";
import { type Poison, poisoner } from "./poison";

export interface LearnerOptions {
  model: ModelName;
  /** The worker's shard. It stays where it is, one byte a pixel; each round uploads its batch alone. */
  examples: Examples;
  /** B; a smaller shard makes smaller batches. */
  batchSize: number;
  seed: number;
  workerIndex: number;
}

export interface ArmGradient {
  /** ∇L at the arm's parameters, [d]. */
  gradient: Float32Array<ArrayBuffer>;
  /** Mean cross-entropy of the batch. */
  loss: number;
}

export interface Learner {
  /**
   * The gradient of each arm's parameters on round t's one batch and, where a poison is given, on the same batch
   * poisoned, all read back at once. Numbers are as they come: a diverged arm's may be NaN or infinite.
   */
  gradients(
    parameters: readonly Float32Array[],
    round: number,
    poison?: Poison,
  ): Promise<{ own: ArmGradient[]; poisoned?: ArmGradient[] }>;
  dispose(): void;
}

export function createLearner({ model, examples, batchSize, seed, workerIndex }: LearnerOptions): Learner {
  const layout = parameterLayout(model, examples, examples.classes);
  const pick = batchPicker({ seed, workerIndex, batchSize, count: examples.count });
  const d = layout.reduce((sum, { size }) => sum + size, 0);
  const poisonBatch = poisoner({ examples, seed, workerIndex });
  let disposed = false;

  return {
    async gradients(parameters, round, poison) {
      if (disposed) throw new Error("gradients: the learner was disposed of");
      for (const vector of parameters) {
        if (vector.length !== d) {
          throw new RangeError(`gradients: ${model} has ${d} parameters, got ${vector.length}`);
        }
      }
      if (parameters.length === 0) throw new RangeError("gradients: at least one arm's parameters, got none");
      const chosen = pick(round);
      const { height, width, channels, classes } = examples;
      const batch = { pixels: gatherPixels(examples, chosen), labels: gatherLabels(examples, chosen) };
      const batches = poison === undefined ? [batch] : [batch, poisonBatch(poison, chosen, batch)];
      const answers = tidy(() => {
        const arms = parameters.map((vector) => uploadParameters(vector, layout));
        return concat(
          batches.flatMap(({ pixels, labels }) => {
            const pictures = tensor4d(pixels, [chosen.length, height, width, channels]);
            const target = tensor2d(oneHot(labels, classes), [chosen.length, classes]);
            return arms.flatMap((tensors) => lossAndGradient(model, examples, tensors, pictures, target));
          }),
        );
      });
      const values = await readBack(answers); // [batches · K · (1 + d)]
      const armAt = (start: number): ArmGradient => ({
        loss: values[start],
        gradient: values.slice(start + 1, start + 1 + d),
      });
      const ofBatch = (at: number) => parameters.map((_, k) => armAt((at * parameters.length + k) * (1 + d)));
      return poison === undefined ? { own: ofBatch(0) } : { own: ofBatch(0), poisoned: ofBatch(1) };
    },
    dispose() {
      disposed = true; // between rounds it holds no tensor
    },
  };
}

/** Reads a tensor back and disposes of it, whatever comes. */
export async function readBack(tensor: Tensor): Promise<Float32Array<ArrayBuffer>> {
  try {
    return (await tensor.data<"float32">()) as Float32Array<ArrayBuffer>;
  } finally {
    tensor.dispose();
  }
}
