import type { ModelName } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import type { ImageShape } from "../examples";
import { RESNET_FEATURES, resnetShapes } from "./resnetShapes";

/** One tensor of a model, and where it lies in the flat parameters [d]. */
export interface ParameterTensor {
  name: string;
  shape: readonly number[];
  /** Index of its first value; the rest follow row-major. */
  offset: number;
  size: number;
}

const MLP_UNITS = 64;
/** LeNet-5 met 32×32 pictures; smaller ones are padded by two pixels a side, as its paper padded 28×28 digits. */
const LENET_SIDE = 32;
const LENET_SMALLEST_SIDE = 12;
/** Where its last stage still has one pixel to normalize with its group. */
const RESNET_SMALLEST_SIDE = 4;

export function lenetPadding({ height, width }: ImageShape): "same" | "valid" {
  return Math.min(height, width) >= LENET_SIDE ? "valid" : "same";
}

/**
 * The tensors that lie one behind another in a model's flat parameters: layer by layer from the picture
 * to the classes, weights before biases. A dense layer's weights are [inputs, outputs], a filter's
 * [height, width, input channels, output channels]; a picture is flattened [height, width, channel].
 *
 *   softmax   [h·w·c, classes] [classes]
 *   mlp       [h·w·c, 64] [64] · [64, classes] [classes]
 *   lenet5    [5, 5, c, 6] [6] · [5, 5, 6, 16] [16] · [flat, 120] [120] · [120, 84] [84] · [84, classes] [classes]
 *   resnet20  [3, 3, c, 16] [16] [16], then block by block of three 16, three 32 and three 64 channels wide:
 *             [3, 3, from, to] [to] [to] · [3, 3, to, to] [to] [to] · where from ≠ to [1, 1, from, to] [to] [to],
 *             then [64, classes] [classes]; behind each filter the scale and the shift of its normalization
 */
export function parameterLayout(model: ModelName, shape: ImageShape, classes: number): ParameterTensor[] {
  let offset = 0;
  return shapesOf(model, shape, classes).map(([name, tensorShape]) => {
    const size = tensorShape.reduce((product, n) => product * n, 1);
    const tensor = { name, shape: tensorShape, offset, size };
    offset += size;
    return tensor;
  });
}

/** d: 7,850 (softmax), 50,890 (mlp), 61,706 (lenet5) for ten classes of 28×28×1; 272,474 (resnet20) of 32×32×3. */
export function parameterCount(model: ModelName, shape: ImageShape, classes: number): number {
  return parameterLayout(model, shape, classes).reduce((sum, { size }) => sum + size, 0);
}

/**
 * Seeded initial parameters [d]: biases and shifts zero, scales one, weights uniform in ±limit, He's
 * √(6/inputs) where a ReLU follows and Glorot's √(6/(inputs + outputs)) into the classes.
 */
export function initialParameters(
  model: ModelName,
  shape: ImageShape,
  classes: number,
  seed: number,
): Float32Array<ArrayBuffer> {
  const layout = parameterLayout(model, shape, classes);
  const parameters = new Float32Array(parameterCount(model, shape, classes));
  const last = layout.length - 2; // the weights into the classes
  layout.forEach(({ name, shape, offset, size }, i) => {
    if (shape.length === 1) {
      if (name.endsWith(".scale")) parameters.fill(1, offset, offset + size);
      return;
    }
    const random = stream(seed, "parameters", name);
    const outputs = shape[shape.length - 1];
    const inputs = size / outputs;
    const limit = Math.sqrt(6 / (i === last ? inputs + outputs : inputs));
    for (let j = offset; j < offset + size; j++) parameters[j] = limit * (2 * random.uniform() - 1);
  });
  return parameters;
}

function shapesOf(
  model: ModelName,
  shape: ImageShape,
  classes: number,
): [name: string, shape: readonly number[]][] {
  const pixels = shape.height * shape.width * shape.channels;
  switch (model) {
    case "softmax":
      return dense("output", pixels, classes);
    case "mlp":
      return [...dense("hidden", pixels, MLP_UNITS), ...dense("output", MLP_UNITS, classes)];
    case "lenet5":
      return [
        ["conv1.weights", [5, 5, shape.channels, 6]],
        ["conv1.bias", [6]],
        ["conv2.weights", [5, 5, 6, 16]],
        ["conv2.bias", [16]],
        ...dense("dense1", lenetFlatSize(shape), 120),
        ...dense("dense2", 120, 84),
        ...dense("output", 84, classes),
      ];
    case "resnet20":
      requireSide(model, shape, RESNET_SMALLEST_SIDE);
      return [...resnetShapes(shape.channels), ...dense("output", RESNET_FEATURES, classes)];
    default:
      throw new RangeError(`parameterLayout: unknown model ${model satisfies never}`);
  }
}

function dense(name: string, inputs: number, outputs: number): [string, readonly number[]][] {
  return [
    [`${name}.weights`, [inputs, outputs]],
    [`${name}.bias`, [outputs]],
  ];
}

function lenetFlatSize(shape: ImageShape): number {
  requireSide("lenet5", shape, LENET_SMALLEST_SIDE);
  const trimmed = lenetPadding(shape) === "same" ? 0 : 4;
  const side = (n: number) => Math.floor((Math.floor((n - trimmed) / 2) - 4) / 2);
  return side(shape.height) * side(shape.width) * 16;
}

function requireSide(model: ModelName, { height, width }: ImageShape, side: number): void {
  if (Math.min(height, width) >= side) return;
  throw new RangeError(
    `parameterLayout: ${model} needs pictures of at least ${side}×${side}, got ${height}×${width}`,
  );
}
