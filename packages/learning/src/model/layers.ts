/**
 * Layers with their way back written out. tfjs-core alone registers no gradients: they come with the
 * whole of tfjs, or by a path into its dist that Node cannot load. The kernels are reached by name for
 * the same reason. Every function runs inside the caller's tidy.
 */
import {
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  fused,
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
} from "@tensorflow/tfjs-core";

/** A layer's output for a batch, and the way back. */
export interface Pass {
  output: Tensor;
  /**
   * From ∂L/∂output: that of the layer's parameters, in their order, and that of its input. Each is taken
   * on demand, so that nothing below the first parameters is computed.
   */
  back(dy: () => Tensor): { parameters: Tensor[]; input: () => Tensor };
}

/** x·W + b with x [B, inputs], W [inputs, outputs], b [outputs]. */
export function densePass(x: Tensor, weights: Tensor, bias: Tensor): Pass {
  return {
    output: fused.matMul({ a: x, b: weights, bias }),
    back: (dy) => {
      const above = dy();
      return {
        parameters: [matMul(x, above, true), sum(above, 0)],
        input: () => matMul(above, weights, false, true),
      };
    },
  };
}

/** [B, height, width, channels] as [B, height · width · channels]. */
export function flattenPass(x: Tensor): Pass {
  return {
    output: reshape(x, [x.shape[0], -1]),
    back: (dy) => ({ parameters: [], input: () => reshape(dy(), x.shape) }),
  };
}

export function reluPass(x: Tensor): Pass {
  return {
    output: relu(x),
    back: (dy) => ({ parameters: [], input: () => mul(dy(), step(x)) }),
  };
}

/** x ∗ W + b with x [B, h, w, c], W [rows, columns, c, filters], b [filters]; stride 1. */
export function convPass(x: Tensor, weights: Tensor, bias: Tensor, pad: "same" | "valid"): Pass {
  const filters = weights.shape[3]!;
  const attributes = { strides: [1, 1], pad, dataFormat: "NHWC" };
  return {
    output: fused.conv2d({ x: x as Tensor4D, filter: weights as Tensor4D, bias, strides: 1, pad }),
    back: (dy) => {
      const above = dy();
      return {
        parameters: [
          runKernel(Conv2DBackpropFilter, { x, dy: above }, { ...attributes, filterShape: weights.shape }),
          sum(reshape(above, [-1, filters]) as Tensor2D, 0),
        ],
        input: () =>
          runKernel(
            Conv2DBackpropInput,
            { dy: above, filter: weights },
            { ...attributes, inputShape: x.shape },
          ),
      };
    },
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
          { dy: dy(), input: x, output },
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
