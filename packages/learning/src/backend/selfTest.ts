import { stream } from "@honest-majority/random";
import { concat, matMul, type Tensor2D, tensor2d, tensor4d, tidy } from "@tensorflow/tfjs-core";
import type { ImageShape } from "../examples";
import { initialParameters, parameterLayout } from "../model/layout";
import { lossAndGradient, uploadParameters } from "../model/model";
import { MODELS, type ModelName, modelOf } from "../models/models";
import { readBack } from "../training/readBack";
import { referenceGradient } from "./reference";

/** `largestError`: relative to the largest true value of the same result. */
export type SelfTest = { ok: true; largestError: number } | { ok: false; detail: string };

/** The self-test's pictures for models that set no others. */
const SHAPE: ImageShape = { height: 12, width: 12, channels: 2 };
const CLASSES = 3;
const LABELS = [2, 0, 1, 2];
const SEED = 1;
/**
 * Relative to the largest true value: float32 in any order of summation stays below 1e-5 here, half precision
 * reaches 1e-3, a wrong kernel 1e-1.
 */
const TOLERANCE = 2e-4;

/**
 * Compares the current tfjs backend to plain loops: a matrix product in all four transpositions, and loss and gradient
 * of each of these models on a small fixed problem. Says why when the backend lacks a kernel, throws or computes
 * wrongly. Takes about 50 ms of plain arithmetic, and the warm-up of the backend: a GPU in software compiles for 16 s
 * when all models are tested, and for 4 s for softmax alone.
 */
export async function selfTest(
  models: Iterable<ModelName> = Object.keys(MODELS) as ModelName[],
): Promise<SelfTest> {
  try {
    const product = await products();
    if (product.detail !== undefined) return { ok: false, detail: product.detail };
    const { largestError, detail } = worse(product, await gradients(models));
    return detail === undefined ? { ok: true, largestError } : { ok: false, detail };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

/** `detail`: the first value that is wrong. */
interface Comparison {
  largestError: number;
  detail?: string;
}

function worse(a: Comparison, b: Comparison): Comparison {
  return { largestError: Math.max(a.largestError, b.largestError), detail: a.detail ?? b.detail };
}

async function products(): Promise<Comparison> {
  let all: Comparison = { largestError: 0 };
  const random = stream(SEED, "selfTest", "products");
  const [rows, inner, columns] = [5, 7, 3];
  const a = Float32Array.from({ length: rows * inner }, () => random.normal());
  const b = Float32Array.from({ length: inner * columns }, () => random.normal());
  const expected = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < inner; k++) expected[i * columns + j] += a[i * inner + k] * b[k * columns + j];
    }
  }
  const turned = (x: Float32Array, height: number, width: number) =>
    x.map((_, i) => x[(i % height) * width + Math.floor(i / height)]);
  for (const [transposeA, transposeB] of [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ]) {
    const product = tidy(() =>
      matMul<Tensor2D>(
        transposeA ? tensor2d(turned(a, rows, inner), [inner, rows]) : tensor2d(a, [rows, inner]),
        transposeB ? tensor2d(turned(b, inner, columns), [columns, inner]) : tensor2d(b, [inner, columns]),
        transposeA,
        transposeB,
      ),
    );
    const name = `the product ${transposeA ? "aᵀ" : "a"}·${transposeB ? "bᵀ" : "b"}`;
    all = worse(all, compare(name, await readBack(product), expected));
  }
  return all;
}

async function gradients(models: Iterable<ModelName>): Promise<Comparison> {
  let all: Comparison = { largestError: 0 };
  const random = stream(SEED, "selfTest", "pictures");
  const oneHot = Float32Array.from({ length: LABELS.length * CLASSES }, (_, i) =>
    LABELS[Math.floor(i / CLASSES)] === i % CLASSES ? 1 : 0,
  );
  for (const model of models) {
    const { selfTestShape: shape = SHAPE } = modelOf(model);
    const size = shape.height * shape.width * shape.channels;
    const pixels = Float32Array.from({ length: LABELS.length * size }, () => random.uniform());
    const layout = parameterLayout(model, shape, CLASSES);
    const parameters = initialParameters(model, shape, CLASSES, SEED);
    for (let j = 0; j < parameters.length; j++) parameters[j] += 0.01 * random.normal(); // no bias is zero
    const flat = tidy(() =>
      concat(
        lossAndGradient(
          model,
          shape,
          uploadParameters(parameters, layout),
          tensor4d(pixels, [LABELS.length, shape.height, shape.width, shape.channels]),
          tensor2d(oneHot, [LABELS.length, CLASSES]),
        ),
      ),
    );
    const found = await readBack(flat);
    const expected = referenceGradient(model, shape, CLASSES, parameters, pixels, LABELS);
    all = worse(all, compare(`the loss of ${model}`, found.subarray(0, 1), [expected.loss]));
    for (const { name, offset, size } of layout) {
      const part = compare(
        `the gradient of ${model}'s ${name}`,
        found.subarray(1 + offset, 1 + offset + size),
        expected.gradient.subarray(offset, offset + size),
      );
      all = worse(all, part);
    }
    if (all.detail !== undefined) return all;
  }
  return all;
}

function compare(what: string, found: Float32Array, expected: ArrayLike<number>): Comparison {
  if (found.length !== expected.length) {
    const detail = `${what} should have ${expected.length} values, got ${found.length}`;
    return { largestError: Number.POSITIVE_INFINITY, detail };
  }
  let [scale, largest] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]));
    largest = Math.max(largest, Math.abs(found[i] - expected[i]));
  }
  const largestError = scale === 0 ? largest : largest / scale;
  const at = found.findIndex((value, i) => !(Math.abs(value - expected[i]) <= TOLERANCE * scale));
  if (at < 0) return { largestError };
  const detail = `${what} should be ${expected[at].toPrecision(6)} at ${at}, got ${found[at].toPrecision(6)}`;
  return { largestError, detail };
}
