import { concat, type Tensor2D, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { Examples } from "../examples";
import { parameterLayout } from "../model/layout";
import { forward, uploadParameters } from "../model/model";
import { type ModelName, modelOf } from "../models/models";
import { gatherPixels } from "./batch";
import type { Aim, Evaluation } from "./evaluation";
import { readBack } from "./readBack";

export interface EvaluatorOptions {
  model: ModelName;
  /** The test set, one byte a pixel, which stays as it is; each evaluation uploads it batch by batch. */
  examples: Examples;
  /** Test pictures per batch. Unset: the model's own number, or 500. */
  batchSize?: number;
}

/** The pixels of a smaller set are converted to floats once: MNIST's test set takes 31 MB. */
const MOST_KEPT_BYTES = 2 ** 25;

export interface Evaluator {
  /** Passes over the test set once, and once more for each aim, to measure `attackSuccess`. */
  evaluate(parameters: Float32Array, aims?: readonly Aim[]): Promise<Evaluation>;
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
  const { height, width, channels } = examples;
  const keeps = 4 * examples.pixels.length <= MOST_KEPT_BYTES;
  const kept = new Map<Uint32Array, Float32Array<ArrayBuffer>>();
  let disposed = false;

  /** The batch's pixels, which are not to be changed. */
  function pixelsOf(chosen: Uint32Array): Float32Array<ArrayBuffer> {
    const pixels = kept.get(chosen) ?? gatherPixels(examples, chosen);
    if (keeps) kept.set(chosen, pixels);
    return pixels;
  }

  /** [n, classes], of the test pictures or, with an aim, of the same pictures with its trigger. */
  function logitsOf(parameters: Float32Array, aim?: Aim): Tensor2D {
    return tidy(() => {
      const tensors = uploadParameters(parameters, layout);
      return concat<Tensor2D>(
        batches.map((chosen) =>
          tidy(() => {
            const pixels = aim === undefined ? pixelsOf(chosen) : pixelsOf(chosen).slice();
            aim?.trigger(pixels, chosen.length, { height, width, channels });
            const pictures = tensor4d(pixels, [chosen.length, height, width, channels]);
            return forward(model, examples, examples.classes, tensors, pictures);
          }),
        ),
      );
    });
  }

  return {
    async evaluate(parameters, aims = []) {
      if (disposed) throw new Error("evaluate: the evaluator was disposed of");
      if (parameters.length !== d) {
        throw new RangeError(`evaluate: ${model} has ${d} parameters, got ${parameters.length}`);
      }
      const { labels, classes } = examples;
      const evaluation = score(await readBack(logitsOf(parameters)), labels, classes);
      const rates: number[] = [];
      for (const aim of aims) {
        const logits = await readBack(logitsOf(parameters, aim));
        rates.push(successRate(logits, labels, classes, aim.target) ?? 0);
      }
      return rates.length === 0 ? evaluation : { ...evaluation, attackSuccess: Math.max(...rates) };
    },
    dispose() {
      disposed = true; // it holds no tensor between evaluations
      kept.clear();
    },
  };
}

/**
 * The share of the pictures of other classes whose logits [n, classes] are largest for `target`. Not counted as taken for
 * the target: a tie, and logits that are not numbers. Undefined if every picture is of the target's class.
 */
export function successRate(
  logits: Float32Array,
  labels: Uint8Array,
  classes: number,
  target: number,
): number | undefined {
  let others = 0;
  let taken = 0;
  labels.forEach((label, i) => {
    if (label === target) return;
    others++;
    const row = logits.subarray(i * classes, (i + 1) * classes);
    if (target < classes && row.every((value, j) => j === target || row[target] > value)) taken++;
  });
  return others === 0 ? undefined : taken / others;
}

/** Accuracy, mean cross-entropy and confusion of logits [n, classes]; ties and NaN go to the lower class. */
export function score(logits: Float32Array, labels: Uint8Array, classes: number): Evaluation {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const count = logits.length / classes;
  let loss = 0;
  let right = 0;
  for (let i = 0; i < count; i++) {
    const row = i * classes;
    let predicted = 0;
    for (let j = 1; j < classes; j++) if (logits[row + j] > logits[row + predicted]) predicted = j;
    confusion[labels[i]][predicted]++;
    if (predicted === labels[i]) right++;
    const largest = logits[row + predicted];
    let total = 0;
    for (let j = 0; j < classes; j++) total += Math.exp(logits[row + j] - largest);
    loss += Math.log(total) - (logits[row + labels[i]] - largest);
  }
  const mean = loss / count;
  return { accuracy: right / count, loss: Number.isFinite(mean) ? mean : null, confusion };
}
