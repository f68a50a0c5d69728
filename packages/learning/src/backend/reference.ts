/**
 * The models' gradients in plain loops and double precision: what a backend is held against. Knows nothing
 * of tfjs; slow.
 */
import type { ModelName } from "@honest-majority/protocol";
import type { ImageShape } from "../examples";
import { lenetPadding, type ParameterTensor, parameterLayout } from "../model/layout";
import { RESNET_GROUPS, STAGES } from "../model/resnetShapes";
import {
  type Convolution,
  convPass,
  densePass,
  inRow,
  meanPass,
  normPass,
  outputSize,
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
  const layout = parameterLayout(model, shape, classes);
  const gradient = new Float64Array(parameters.length);
  const size = shape.height * shape.width * shape.channels;
  let loss = 0;
  for (let b = 0; b < labels.length; b++) {
    const picture = Float64Array.from(pictures.subarray(b * size, (b + 1) * size));
    const pass = modelPass({ model, shape, layout, parameters, gradient }, picture);
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

interface Model {
  model: ModelName;
  shape: ImageShape;
  layout: readonly ParameterTensor[];
  parameters: ArrayLike<number>;
  gradient: Float64Array;
}

function modelPass({ model, shape, layout, parameters, gradient }: Model, picture: Float64Array): Pass {
  const passes: Pass[] = [];
  let x = picture;
  let { height, width, channels } = shape;
  let at = 0; // the next tensor
  const through = (pass: Pass) => {
    passes.push(pass);
    x = pass.output;
  };
  const dense = () => {
    const { offset, shape } = layout[at];
    at += 2;
    through(densePass(x, parameters, gradient, offset, shape[0], shape[1]));
  };
  const convolve = (from: Float64Array, within: ImageShape, options: Omit<Convolution, "side">) => {
    const { offset, shape } = layout[at];
    at += options.biased ? 2 : 1;
    const convolution = { ...options, side: shape[0] };
    return {
      pass: convPass(from, within, parameters, gradient, offset, shape[3], convolution),
      size: {
        height: outputSize(within.height, convolution),
        width: outputSize(within.width, convolution),
        channels: shape[3],
      },
    };
  };
  const convolvePooled = (padding: number) => {
    const { pass, size } = convolve(x, { height, width, channels }, { stride: 1, padding, biased: true });
    through(pass);
    through(reluPass(x));
    through(poolPass(x, size));
    [height, width, channels] = [size.height >> 1, size.width >> 1, size.channels];
  };
  const convolveNormed = (from: Float64Array, within: ImageShape, stride: number, padding: number) => {
    const { pass, size } = convolve(from, within, { stride, padding, biased: false });
    const { offset } = layout[at];
    at += 2;
    const norm = normPass(pass.output, size.channels, RESNET_GROUPS, parameters, gradient, offset);
    return { pass: inRow([pass, norm]), size };
  };
  const block = (from: number, to: number) => {
    const within = { height, width, channels: from };
    const stride = from === to ? 1 : 2;
    const first = convolveNormed(x, within, stride, 1);
    const active = reluPass(first.pass.output);
    const second = convolveNormed(active.output, first.size, 1, 1);
    const main = inRow([first.pass, active, second.pass]);
    const shortcut = from === to ? { output: x, back: same } : convolveNormed(x, within, stride, 0).pass;
    through(sumPass(main, shortcut));
    through(reluPass(x));
    ({ height, width, channels } = second.size);
  };
  switch (model) {
    case "softmax":
      dense();
      break;
    case "mlp":
      dense();
      through(reluPass(x));
      dense();
      break;
    case "lenet5":
      convolvePooled(lenetPadding(shape) === "same" ? 2 : 0);
      convolvePooled(0);
      dense();
      through(reluPass(x));
      dense();
      through(reluPass(x));
      dense();
      break;
    case "resnet20": {
      const { pass, size } = convolveNormed(x, shape, 1, 1);
      through(pass);
      through(reluPass(x));
      ({ height, width, channels } = size);
      for (const to of STAGES) for (let i = 0; i < 3; i++) block(channels, to);
      through(meanPass(x, channels));
      dense();
      break;
    }
    default:
      throw new RangeError(`referenceGradient: unknown model ${model satisfies never}`);
  }
  return inRow(passes);
}

const same = (dy: Float64Array) => dy;
