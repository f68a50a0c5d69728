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
import { convPass, densePass, flattenPass, type Pass, poolPass, reluPass } from "./layers";
import { lenetPadding, type ParameterTensor } from "./layout";

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
  return passesOf(model, shape, tensors, pictures).at(-1)!.output as Tensor2D;
}

/** Loss, then each tensor's gradient, all flat: 1 + d values. */
export function lossAndGradient(
  model: ModelName,
  shape: ImageShape,
  tensors: readonly Tensor[],
  pictures: Tensor4D,
  oneHot: Tensor2D,
): Tensor1D[] {
  const passes = passesOf(model, shape, tensors, pictures);
  const { loss, back } = crossEntropy(passes.at(-1)!.output, oneHot);
  const gradients: Tensor[] = [];
  let input: () => Tensor = back; // of the layer above
  for (const pass of passes.reverse()) {
    const way = pass.back(input);
    gradients.unshift(...way.parameters);
    input = way.input;
  }
  return [loss, ...gradients].map((tensor) => reshape(tensor, [-1]) as Tensor1D);
}

function passesOf(
  model: ModelName,
  shape: ImageShape,
  tensors: readonly Tensor[],
  pictures: Tensor4D,
): Pass[] {
  const passes: Pass[] = [];
  const through = (layer: (x: Tensor) => Pass) => passes.push(layer(passes.at(-1)?.output ?? pictures));
  const dense = (at: number) => through((x) => densePass(x, tensors[at], tensors[at + 1]));
  const convolution = (at: number, padding: "same" | "valid") => {
    through((x) => convPass(x, tensors[at], tensors[at + 1], padding));
    through(poolPass);
    through(reluPass); // after the maximum it does the same to a quarter of the values
  };
  switch (model) {
    case "softmax":
      through(flattenPass);
      dense(0);
      break;
    case "mlp":
      through(flattenPass);
      dense(0);
      through(reluPass);
      dense(2);
      break;
    case "lenet5":
      convolution(0, lenetPadding(shape)); // 28×28×1: [B, 14, 14, 6]
      convolution(2, "valid"); // [B, 5, 5, 16]
      through(flattenPass);
      dense(4); // [B, 120]
      through(reluPass);
      dense(6); // [B, 84]
      through(reluPass);
      dense(8);
      break;
    default:
      throw new RangeError(`passesOf: unknown model ${model satisfies never}`);
  }
  return passes;
}
