/**
 * The gradients of the models in plain loops and double precision, to which a backend is compared. Does not know tfjs;
 * slow.
 */
import type { ImageShape } from "../examples";
import { outputSize, type ParameterTensor, paddingOf, parameterLayout } from "../model/layout";
import type { Layer } from "../models/layer";
import { type ModelName, modelOf } from "../models/models";
import {
  convPass,
  densePass,
  inRow,
  meanPass,
  normPass,
  type Pass,
  poolPass,
  reluPass,
  sumPass,
} from "./referenceLayers";

/** Mean cross-entropy and its gradient [d] on pictures [B, h, w, c] with labels [B]. */
export function referenceGradient(
  model: ModelName,
  shape: ImageShape,
  classes: number,
  parameters: ArrayLike<number>,
  pictures: Float32Array,
  labels: ArrayLike<number>,
): { loss: number; gradient: Float64Array } {
  const layers = modelOf(model).layers(shape, classes);
  const layout = parameterLayout(model, shape, classes);
  const gradient = new Float64Array(parameters.length);
  const size = shape.height * shape.width * shape.channels;
  let loss = 0;
  for (let b = 0; b < labels.length; b++) {
    const picture = Float64Array.from(pictures.subarray(b * size, (b + 1) * size));
    const tensors = layout[Symbol.iterator]();
    const take = () => tensors.next().value as ParameterTensor;
    const { pass } = layersPass(layers, { x: picture, shape }, { take, parameters, gradient });
    const x = pass.output;
    const highest = x.reduce((a, z) => Math.max(a, z), -Infinity);
    const total = x.reduce((sum, z) => sum + Math.exp(z - highest), 0);
    loss += (Math.log(total) + highest - x[labels[b]]) / labels.length;
    const slope = x.map(
      (z, j) => (Math.exp(z - highest) / total - (j === labels[b] ? 1 : 0)) / labels.length,
    );
    pass.back(slope);
  }
  return { loss, gradient };
}

/** What goes into a layer: values [height, width, channels]. Of a row of features, height and width are 1. */
interface Input {
  x: Float64Array;
  shape: ImageShape;
}

interface Step {
  pass: Pass;
  shape: ImageShape;
}

interface Parameters {
  /** The next tensor of the layout. */
  take: () => ParameterTensor;
  parameters: ArrayLike<number>;
  /** Each layer adds to its own part. */
  gradient: Float64Array;
}

function layersPass(layers: readonly Layer[], { x, shape }: Input, of: Parameters): Step {
  const passes: Pass[] = [];
  for (const layer of layers) {
    const step = layerPass(layer, { x, shape }, of);
    passes.push(step.pass);
    x = step.pass.output;
    shape = step.shape;
  }
  return { pass: inRow(passes, x), shape };
}

function layerPass(layer: Layer, { x, shape }: Input, of: Parameters): Step {
  const { take, parameters, gradient } = of;
  const { height, width, channels } = shape;
  switch (layer.kind) {
    case "dense": {
      const [weights] = [take(), take()];
      const pass = densePass(x, parameters, gradient, weights.offset, channels, layer.units);
      return { pass, shape: { height: 1, width: 1, channels: layer.units } };
    }
    case "conv": {
      const { filters, side, stride, bias: biased } = layer;
      const { offset } = take();
      if (biased) take();
      const convolution = { side, stride, padding: paddingOf(layer), biased };
      const pass = convPass(x, shape, parameters, gradient, offset, filters, convolution);
      return {
        pass,
        shape: { height: outputSize(height, layer), width: outputSize(width, layer), channels: filters },
      };
    }
    case "groupNorm": {
      const [{ offset }] = [take(), take()];
      return { pass: normPass(x, channels, layer.groups, parameters, gradient, offset), shape };
    }
    case "residual": {
      const main = layersPass(layer.main, { x, shape }, of);
      const shortcut = layersPass(layer.shortcut, { x, shape }, of);
      return { pass: sumPass(main.pass, shortcut.pass), shape: main.shape };
    }
    case "flatten":
      return { pass: inRow([], x), shape: { height: 1, width: 1, channels: x.length } };
    case "relu":
      return { pass: reluPass(x), shape };
    case "pool":
      return { pass: poolPass(x, shape), shape: { height: height >> 1, width: width >> 1, channels } };
    case "mean":
      return { pass: meanPass(x, channels), shape: { height: 1, width: 1, channels } };
    default:
      throw new RangeError(`layerPass: unknown layer ${JSON.stringify(layer satisfies never)}`);
  }
}
