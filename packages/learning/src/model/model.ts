import {
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
} from "@tensorflow/tfjs-core";
import type { ImageShape } from "../examples";
import type { Layer } from "../models/layer";
import { type ModelName, modelOf } from "../models/models";
import { crossEntropy } from "./crossEntropy";
import { groupNormPass } from "./groupNorm";
import {
  chain,
  convPass,
  densePass,
  flattenPass,
  type LayerFunction,
  meanPass,
  poolPass,
  reluPass,
  sumPass,
} from "./layers";
import type { ParameterTensor } from "./layout";

/** Uploads flat parameters [d] as the tensors of the model. Like everything here it runs inside the caller's tidy. */
export function uploadParameters(parameters: Float32Array, layout: readonly ParameterTensor[]): Tensor[] {
  return layout.map(({ shape, offset, size }) =>
    tensor(parameters.subarray(offset, offset + size), [...shape], "float32"),
  );
}

/** Logits [B, classes] of pictures [B, height, width, channels]; `tensors` in the order of the layout. */
export function forward(
  model: ModelName,
  shape: ImageShape,
  classes: number,
  tensors: readonly Tensor[],
  pictures: Tensor4D,
): Tensor2D {
  return chain(pictures, layersOf(model, shape, classes, tensors)).output as Tensor2D;
}

/** The loss, then the gradient of each tensor, all flat: 1 + d values. */
export function lossAndGradient(
  model: ModelName,
  shape: ImageShape,
  tensors: readonly Tensor[],
  pictures: Tensor4D,
  oneHot: Tensor2D,
): Tensor1D[] {
  const { output, back } = chain(pictures, layersOf(model, shape, oneHot.shape[1], tensors));
  const { loss, back: dy } = crossEntropy(output, oneHot);
  return [loss, ...back(dy).parameters].map((tensor) => reshape(tensor, [-1]) as Tensor1D);
}

function layersOf(
  model: ModelName,
  shape: ImageShape,
  classes: number,
  tensors: readonly Tensor[],
): LayerFunction[] {
  const rest = tensors[Symbol.iterator]();
  const take = () => rest.next().value as Tensor;
  return withTensors(modelOf(model).layers(shape, classes), take);
}

/** `take` gives the next tensor of the layout. */
function withTensors(layers: readonly Layer[], take: () => Tensor): LayerFunction[] {
  return layers.map((layer) => layerFunction(layer, take));
}

function layerFunction(layer: Layer, take: () => Tensor): LayerFunction {
  switch (layer.kind) {
    case "dense": {
      const [weights, bias] = [take(), take()];
      return (x) => densePass(x, weights, bias);
    }
    case "conv": {
      const { stride, pad } = layer;
      const weights = take();
      const bias = layer.bias ? take() : undefined;
      return (x) => convPass(x, weights, { bias, stride, pad });
    }
    case "groupNorm": {
      const [scale, shift] = [take(), take()];
      return (x) => groupNormPass(x, scale, shift, layer.groups);
    }
    case "residual": {
      const main = withTensors(layer.main, take);
      const shortcut = withTensors(layer.shortcut, take);
      return (x) =>
        sumPass(
          x,
          (input) => chain(input, main),
          (input) => chain(input, shortcut),
        );
    }
    case "flatten":
      return flattenPass;
    case "relu":
      return reluPass;
    case "pool":
      return poolPass;
    case "mean":
      return meanPass;
    default:
      throw new RangeError(`layerFunction: unknown layer ${JSON.stringify(layer satisfies never)}`);
  }
}
