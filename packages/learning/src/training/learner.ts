import type { ModelName } from "@honest-majority/protocol";
import { concat, type Tensor, tensor2d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { Examples } from "../examples";
import { parameterLayout } from "../model/layout";
import { lossAndGradient, uploadParameters } from "../model/model";
import { batchPicker, gatherLabels, gatherPixels } from "./batch";

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

/** "own": the labels as they are; "flipped": y as classes − 1 − y; "both": one after the other. */
export type BatchLabels = "own" | "flipped" | "both";

export interface Learner {
  /**
   * The gradient of each arm's parameters on round t's one batch, all read back at once. Numbers are as
   * they come: a diverged arm's may be NaN or infinite.
   */
  gradients(
    parameters: readonly Float32Array[],
    round: number,
    labels?: BatchLabels,
  ): Promise<{ own?: ArmGradient[]; flipped?: ArmGradient[] }>;
  dispose(): void;
}

export function createLearner({ model, examples, batchSize, seed, workerIndex }: LearnerOptions): Learner {
  const layout = parameterLayout(model, examples, examples.classes);
  const pick = batchPicker({ seed, workerIndex, batchSize, count: examples.count });
  const d = layout.reduce((sum, { size }) => sum + size, 0);
  let disposed = false;

  return {
    async gradients(parameters, round, labels = "own") {
      if (disposed) throw new Error("gradients: the learner was disposed of");
      for (const vector of parameters) {
        if (vector.length !== d) {
          throw new RangeError(`gradients: ${model} has ${d} parameters, got ${vector.length}`);
        }
      }
      if (parameters.length === 0) throw new RangeError("gradients: at least one arm's parameters, got none");
      const chosen = pick(round);
      const kinds = labels === "both" ? (["own", "flipped"] as const) : ([labels] as const);
      const answers = tidy(() => {
        const pictures = tensor4d(gatherPixels(examples, chosen), [
          chosen.length,
          examples.height,
          examples.width,
          examples.channels,
        ]);
        const targets = kinds.map((kind) =>
          tensor2d(gatherLabels(examples, chosen, kind === "flipped"), [chosen.length, examples.classes]),
        );
        const arms = parameters.map((vector) => uploadParameters(vector, layout));
        return concat(
          targets.flatMap((target) =>
            arms.flatMap((tensors) => lossAndGradient(model, examples, tensors, pictures, target)),
          ),
        );
      });
      const values = await readBack(answers); // [kinds · K · (1 + d)]
      const armAt = (start: number): ArmGradient => ({
        loss: values[start],
        gradient: values.slice(start + 1, start + 1 + d),
      });
      const ofKind = (at: number) => parameters.map((_, k) => armAt((at * parameters.length + k) * (1 + d)));
      return Object.fromEntries(kinds.map((kind, at) => [kind, ofKind(at)]));
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
