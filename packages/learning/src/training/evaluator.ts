import { concat, type Tensor2D, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { Examples } from "../examples";
import { parameterLayout } from "../model/layout";
import { forward, uploadParameters } from "../model/model";
import { type ModelName, modelOf } from "../models/models";
import { gatherPixels } from "./batch";
import type { Evaluation } from "./evaluation";
import { readBack } from "./readBack";

export interface EvaluatorOptions {
  model: ModelName;
  /** The test set, one byte a pixel; each evaluation uploads it batch by batch. */
  examples: Examples;
  /** Test pictures per batch. Unset: the model's own number, or 500. */
  batchSize?: number;
}

export interface Evaluator {
  evaluate(parameters: Float32Array): Promise<Evaluation>;
  dispose(): void;
}

/**
 * Measures parameters [d] on the test set. Logits are read back once and everything else is counted in double
 * precision, because argMax differs between backends. Diverged parameters get the accuracy of always guessing the
 * first class, and a null loss.
 */
export function createEvaluator({
  model,
  examples,
  batchSize = modelOf(model).evaluationBatch ?? 500,
}: EvaluatorOptions): Evaluator {
  const layout = parameterLayout(model, examples, examples.classes);
  const d = layout.reduce((sum, { size }) => sum + size, 0);
  const batches: Uint32Array[] = [];
  for (let start = 0; start < examples.count; start += batchSize) {
    const length = Math.min(batchSize, examples.count - start);
    batches.push(Uint32Array.from({ length }, (_, i) => start + i));
  }
  let disposed = false;
  return {
    async evaluate(parameters) {
      if (disposed) throw new Error("evaluate: the evaluator was disposed of");
      if (parameters.length !== d) {
        throw new RangeError(`evaluate: ${model} has ${d} parameters, got ${parameters.length}`);
      }
      const logits = tidy(() => {
        const tensors = uploadParameters(parameters, layout);
        return concat<Tensor2D>(
          batches.map((chosen) =>
            tidy(() => {
              const { height, width, channels } = examples;
              const pixels = gatherPixels(examples, chosen);
              const pictures = tensor4d(pixels, [chosen.length, height, width, channels]);
              return forward(model, examples, examples.classes, tensors, pictures);
            }),
          ),
        );
      });
      return score(await readBack(logits), examples.labels, examples.classes);
    },
    dispose() {
      disposed = true; // it holds no tensor between evaluations
    },
  };
}

/** Accuracy, mean cross-entropy and confusion of logits [n, classes]; ties and NaN go to the lower class. */
export function score(logits: Float32Array, labels: Uint8Array, classes: number): Evaluation {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const count = logits.length / classes;
  let loss = 0;
  let right = 0;
  for (let i = 0; i < count; i++) {
    const row = logits.subarray(i * classes, (i + 1) * classes);
    let predicted = 0;
    for (let j = 1; j < classes; j++) if (row[j] > row[predicted]) predicted = j;
    confusion[labels[i]][predicted]++;
    if (predicted === labels[i]) right++;
    let total = 0;
    for (let j = 0; j < classes; j++) total += Math.exp(row[j] - row[predicted]);
    loss += Math.log(total) - (row[labels[i]] - row[predicted]);
  }
  const mean = loss / count;
  return { accuracy: right / count, loss: Number.isFinite(mean) ? mean : null, confusion };
}
