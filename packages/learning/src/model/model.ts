import type { ModelName } from "@honest-majority/protocol";
import {
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
} from "@tensorflow/tfjs-core";
import type { ImageShape } from "../examples";
import { crossEntropy } from "./crossEntropy";
import { chain, convPass, densePass, flattenPass, type Layer, poolPass, reluPass } from "./layers";
import { lenetPadding, type ParameterTensor } from "./layout";
import { resnetLayers } from "./resnet20";

/** Uploads flat parameters [d] as the model's own tensors. Runs inside the caller's tidy, as all of this. */
export function uploadParameters(parameters: Float32Array, layout: readonly ParameterTensor[]): Tensor[] {
  return layout.map(({ shape, offset, size }) =>
    tensor(parameters.subarray(offset, offset + size), [...shape], "float32"),
  );
}

/** Logits [B, classes] of pictures [B, height, width, channels]; `tensors` as the layout orders them. */
export function forward(
  model: ModelName,
  shape: ImageShape,
  tensors: readonly Tensor[],
  pictures: Tensor4D,
): Tensor2D {
  return chain(pictures, layersOf(model, shape, tensors)).output as Tensor2D;
}

/** Loss, then each tensor's gradient, all flat: 1 + d values. */
export function lossAndGradient(
  model: ModelName,
  shape: ImageShape,
  tensors: readonly Tensor[],
  pictures: Tensor4D,
  oneHot: Tensor2D,
): Tensor1D[] {
  const { output, back } = chain(pictures, layersOf(model, shape, tensors));
  const { loss, back: dy } = crossEntropy(output, oneHot);
  return [loss, ...back(dy).parameters].map((tensor) => reshape(tensor, [-1]) as Tensor1D);
}

function layersOf(model: ModelName, shape: ImageShape, tensors: readonly Tensor[]): Layer[] {
  const dense =
    (at: number): Layer =>
    (x) =>
      densePass(x, tensors[at], tensors[at + 1]);
  const convolution = (at: number, pad: "same" | "valid"): Layer[] => [
    (x) => convPass(x, tensors[at], { bias: tensors[at + 1], pad }),
    poolPass,
    reluPass, // behind the maximum it does the same to a quarter of the values
  ];
  switch (model) {
    case "softmax":
      return [flattenPass, dense(0)];
    case "mlp":
      return [flattenPass, dense(0), reluPass, dense(2)];
    case "lenet5":
      return [
        ...convolution(0, lenetPadding(shape)), // 28×28×1: [B, 14, 14, 6]
        ...convolution(2, "valid"), // [B, 5, 5, 16]
        flattenPass,
        dense(4), // [B, 120]
        reluPass,
        dense(6), // [B, 84]
        reluPass,
        dense(8),
      ];
    case "resnet20":
      return resnetLayers(tensors);
    default:
      throw new RangeError(`layersOf: unknown model ${model satisfies never}`);
  }
}
