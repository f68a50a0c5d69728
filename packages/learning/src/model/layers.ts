/**
 * Layers with their way back written out. tfjs-core alone registers no gradients: they come with the
 * whole of tfjs, or by a path into its dist that Node cannot load. The kernels are reached by name for
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

export type Layer = (x: Tensor) => Pass;

export function reluPass(x: Tensor): Pass {
  return {
    output: relu(x),
    back: (dy) => ({ parameters: [], input: () => mul(dy(), step(x)) }),
  };
}

export interface ConvOptions {
  bias?: Tensor;
  stride?: number;
  /** Zeros on every side, or tfjs' words for as many as keep the size, and for none. */
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

/** The mean of each channel: [B, height, width, channels] as [B, channels]. */
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

/** Layers one behind another, as one. */
export function chain(x: Tensor, layers: readonly Layer[]): Pass {
  const passes: Pass[] = [];
  for (const layer of layers) passes.push(layer(passes.at(-1)?.output ?? x));
  return {
    output: passes.at(-1)?.output ?? x,
    back: (dy) => {
      const parameters: Tensor[] = [];
      let input = dy;
      for (const pass of passes.toReversed()) {
        const way = pass.back(input);
        parameters.unshift(...way.parameters);
        input = way.input;
      }
      return { parameters, input };
    },
  };
}

/** The sum of two ways from x; the parameters of the first before those of the second. */
export function sumPass(x: Tensor, first: Layer, second: Layer): Pass {
  const passes = [first(x), second(x)] as const;
  return {
    output: add(passes[0].output, passes[1].output),
    back: (dy) => {
      const above = dy();
      const ways = passes.map((pass) => pass.back(() => above));
      return {
        parameters: ways.flatMap((way) => way.parameters),
        input: () => add(ways[0].input(), ways[1].input()),
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
