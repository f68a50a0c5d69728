/**
 * Layers with their way back written out. tfjs-core alone registers no gradients: they come with the
 * whole of tfjs, or by a path into its dist that Node cannot load. The kernels are reached by name for
 * the same reason. Every function runs inside the caller's tidy.
 */
import {
  add,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  conv2d,
  engine,
  MaxPoolGrad,
  matMul,
  maxPool,
  mul,
  relu,
  reshape,
  step,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  transpose,
} from "@tensorflow/tfjs-core";

/** A layer's output for a batch, and the way back. */
export interface Pass {
  output: Tensor;
  /** From ∂L/∂output: that of the layer's parameters, in their order, and on demand that of its input. */
  back(dy: Tensor): { parameters: Tensor[]; input: () => Tensor };
}

/**
 * x·W + b with x [B, inputs], W [inputs, outputs], b [outputs]. Factors are turned before the product, not
 * by it: on the WASM backend of tfjs 4.22, xᵀ·∂L/∂y of the mlp takes 0.16 ms so and 1.4 ms by transposeA.
 */
export function densePass(x: Tensor, weights: Tensor, bias: Tensor): Pass {
  return {
    output: add(matMul(x, weights), bias),
    back: (dy) => ({
      parameters: [matMul(transpose(x), dy), sum(dy, 0)],
      input: () => matMul(dy, transpose(weights)),
    }),
  };
}

/** [B, height, width, channels] as [B, height · width · channels]. */
export function flattenPass(x: Tensor): Pass {
  return {
    output: reshape(x, [x.shape[0], -1]),
    back: (dy) => ({ parameters: [], input: () => reshape(dy, x.shape) }),
  };
}

export function reluPass(x: Tensor): Pass {
  return {
    output: relu(x),
    back: (dy) => ({ parameters: [], input: () => mul(dy, step(x)) }),
  };
}

/** x ∗ W + b with x [B, h, w, c], W [rows, columns, c, filters], b [filters]; stride 1. */
export function convPass(x: Tensor, weights: Tensor, bias: Tensor, pad: "same" | "valid"): Pass {
  const filters = weights.shape[3]!;
  const attributes = { strides: [1, 1], pad, dataFormat: "NHWC" };
  return {
    output: add(conv2d(x as Tensor4D, weights as Tensor4D, 1, pad), bias),
    back: (dy) => ({
      parameters: [
        runKernel(Conv2DBackpropFilter, { x, dy }, { ...attributes, filterShape: weights.shape }),
        sum(reshape(dy, [-1, filters]) as Tensor2D, 0),
      ],
      input: () =>
        runKernel(Conv2DBackpropInput, { dy, filter: weights }, { ...attributes, inputShape: x.shape }),
    }),
  };
}

/** The largest of each 2×2 square. */
export function poolPass(x: Tensor): Pass {
  const output = maxPool(x as Tensor4D, 2, 2, "valid");
  return {
    output,
    back: (dy) => ({
      parameters: [],
      input: () =>
        runKernel(
          MaxPoolGrad,
          { dy, input: x, output },
          { filterSize: [2, 2], strides: [2, 2], pad: "valid" },
        ),
    }),
  };
}

function runKernel(name: string, inputs: Record<string, Tensor>, attributes: object): Tensor {
  return engine().runKernel(
    name,
    inputs,
    attributes as Parameters<ReturnType<typeof engine>["runKernel"]>[2],
  );
}
