import { stream } from "@honest-majority/random";
import type { ImageShape } from "../examples";
import type { ConvLayer, Layer } from "../models/layer";
import { type ModelName, modelOf } from "../models/models";

/** One tensor of a model, and its place in the flat parameters [d]. */
export interface ParameterTensor {
  name: string;
  shape: readonly number[];
  /** Index of its first value; the rest follow row-major. */
  offset: number;
  size: number;
}

/**
 * The tensors of a model in the order of its flat parameters: layer by layer from the picture to the classes, weights
 * before biases, a residual's main path before its shortcut. A dense layer's weights are [inputs, outputs], a filter's
 * [height, width, input channels, output channels]; a picture is flattened [height, width, channel].
 *
 * @throws RangeError when the pictures are too small for the model.
 */
export function parameterLayout(model: ModelName, shape: ImageShape, classes: number): ParameterTensor[] {
  const { smallestSide = 1, layers } = modelOf(model);
  const { height, width } = shape;
  if (Math.min(height, width) < smallestSide) {
    throw new RangeError(
      `parameterLayout: ${model} needs pictures of at least ${smallestSide}×${smallestSide}, got ${height}×${width}`,
    );
  }
  const { tensors } = walk(layers(shape, classes), [height, width, shape.channels]);
  let offset = 0;
  return tensors.map(([name, tensorShape]) => {
    const size = product(tensorShape);
    const tensor = { name, shape: tensorShape, offset, size };
    offset += size;
    return tensor;
  });
}

/** d */
export function parameterCount(model: ModelName, shape: ImageShape, classes: number): number {
  return parameterLayout(model, shape, classes).reduce((sum, { size }) => sum + size, 0);
}

/**
 * Seeded initial parameters [d]: biases and shifts zero, scales one, weights uniform in ±limit, with He's limit
 * √(6/inputs) and, for the weights into the classes, Glorot's √(6/(inputs + outputs)).
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

type NamedShapes = [name: string, shape: readonly number[]][];

/** The tensors of layers, and the shape [height, width, channels] or [features] that comes out of them. */
interface Walk {
  tensors: NamedShapes;
  out: readonly number[];
}

function walk(layers: readonly Layer[], input: readonly number[]): Walk {
  const tensors: NamedShapes = [];
  let out = input;
  for (const layer of layers) {
    const step = walkLayer(layer, out);
    tensors.push(...step.tensors);
    out = step.out;
  }
  return { tensors, out };
}

function walkLayer(layer: Layer, input: readonly number[]): Walk {
  const features = input[input.length - 1];
  switch (layer.kind) {
    case "dense": {
      const { name, units } = layer;
      const tensors: NamedShapes = [
        [`${name}.weights`, [features, units]],
        [`${name}.bias`, [units]],
      ];
      return { tensors, out: [units] };
    }
    case "conv": {
      const { name, side, filters, bias } = layer;
      const tensors: NamedShapes = [[`${name}.weights`, [side, side, features, filters]]];
      if (bias) tensors.push([`${name}.bias`, [filters]]);
      return { tensors, out: [outputSize(input[0], layer), outputSize(input[1], layer), filters] };
    }
    case "groupNorm": {
      const { name } = layer;
      const tensors: NamedShapes = [
        [`${name}.scale`, [features]],
        [`${name}.shift`, [features]],
      ];
      return { tensors, out: input };
    }
    case "residual": {
      const [main, shortcut] = [walk(layer.main, input), walk(layer.shortcut, input)];
      return { tensors: [...main.tensors, ...shortcut.tensors], out: main.out };
    }
    case "flatten":
      return { tensors: [], out: [product(input)] };
    case "pool":
      return { tensors: [], out: [input[0] >> 1, input[1] >> 1, features] };
    case "mean":
      return { tensors: [], out: [features] };
    case "relu":
      return { tensors: [], out: input };
    default:
      throw new RangeError(`parameterLayout: unknown layer ${JSON.stringify(layer satisfies never)}`);
  }
}

/**
 * Zeros on each side of a picture.
 *
 * @throws RangeError for "same" with a stride or an even side: there tfjs pads the two sides differently.
 */
export function paddingOf({ pad, side, stride }: Pick<ConvLayer, "pad" | "side" | "stride">): number {
  if (pad === "valid") return 0;
  if (pad !== "same") return pad;
  if (stride !== 1 || side % 2 === 0) {
    throw new RangeError(
      `paddingOf: "same" needs stride 1 and an odd side, got stride ${stride}, side ${side}`,
    );
  }
  return (side - 1) / 2;
}

/** The number of output rows (or columns) of a convolution for this number of input rows (or columns). */
export function outputSize(size: number, conv: Pick<ConvLayer, "side" | "stride" | "pad">): number {
  return Math.floor((size + 2 * paddingOf(conv) - conv.side) / conv.stride) + 1;
}

function product(shape: readonly number[]): number {
  return shape.reduce((sum, n) => sum * n, 1);
}
