/**
 * Layers in tfjs, with their gradients written out. tfjs-core alone registers no gradients: they come with the
 * whole of tfjs, or by a path into its dist that Node cannot load. The gradient kernels are called by name for
 * the same reason. Every function runs inside the caller's tidy.
 */
import {
  add,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  div,
  engine,
  fused,
  MaxPoolGrad,
  matMul,
  maxPool,
  mul,
  ones,
  relu,
  reshape,
  step,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
} from "@tensorflow/tfjs-core";

/** A layer's output for a batch, and its gradient. */
export interface Pass {
  output: Tensor;
  /**
   * From ∂L/∂output to the gradients of the layer's parameters, in their order, and of its input. The input's is
   * computed on demand: the gradient of the picture is never needed.
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

/** A layer of the model with its parameters, as a function of its input. */
export type LayerFunction = (x: Tensor) => Pass;

export function reluPass(x: Tensor): Pass {
  return {
    output: relu(x),
    back: (dy) => ({ parameters: [], input: () => mul(dy(), step(x)) }),
  };
}

export interface ConvOptions {
  bias?: Tensor;
  stride?: number;
  /** Zeros on every side: a count, "same" for as many as keep the size, or "valid" for none. */
  pad: "same" | "valid" | number;
}

/** x ∗ W (+ b) with x [B, h, w, c], W [rows, columns, c, filters], b [filters]. */
export function convPass(x: Tensor, weights: Tensor, { bias, stride = 1, pad }: ConvOptions): Pass {
  const filters = weights.shape[3]!;
  const attributes = { strides: [stride, stride], pad, dataFormat: "NHWC" };
  return {
    output: fused.conv2d({ x: x as Tensor4D, filter: weights as Tensor4D, bias, strides: stride, pad }),
    back: (dy) => {
      const above = dy();
      const filterShape = weights.shape;
      const slope = runKernel(Conv2DBackpropFilter, { x, dy: above }, { ...attributes, filterShape });
      return {
        parameters: bias ? [slope, sum(reshape(above, [-1, filters]) as Tensor2D, 0)] : [slope],
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

/** The mean of each channel: [B, height, width, channels] to [B, channels]. */
export function meanPass(x: Tensor): Pass {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return {
    output: div(sum(reshape(x, [batch, height * width, channels]), 1), height * width),
    back: (dy) => ({
      parameters: [],
      input: () =>
        mul(reshape(div(dy(), height * width), [batch, 1, 1, channels]), ones([1, height, width, 1])),
    }),
  };
}

/** Layers one after another, as one. */
export function chain(x: Tensor, layers: readonly LayerFunction[]): Pass {
  const passes: Pass[] = [];
  for (const layer of layers) passes.push(layer(passes.at(-1)?.output ?? x));
  return {
    output: passes.at(-1)?.output ?? x,
    back: (dy) => {
      const parameters: Tensor[] = [];
      let input = dy;
      for (const pass of passes.toReversed()) {
        const gradients = pass.back(input);
        parameters.unshift(...gradients.parameters);
        input = gradients.input;
      }
      return { parameters, input };
    },
  };
}

/** The sum of two paths from x; the parameters of the first before those of the second. */
export function sumPass(x: Tensor, first: LayerFunction, second: LayerFunction): Pass {
  const passes = [first(x), second(x)] as const;
  return {
    output: add(passes[0].output, passes[1].output),
    back: (dy) => {
      const above = dy();
      const paths = passes.map((pass) => pass.back(() => above));
      return {
        parameters: paths.flatMap(({ parameters }) => parameters),
        input: () => add(paths[0].input(), paths[1].input()),
      };
    },
  };
}

function runKernel(name: string, inputs: Record<string, Tensor>, attributes: object): Tensor {
  return engine().runKernel(
    name,
    inputs,
    attributes as Parameters<ReturnType<typeof engine>["runKernel"]>[2],
  );
}
