/**
 * The models' gradients in plain loops and double precision: what a backend is held against. Knows nothing
 * of tfjs; slow.
 */
import type { ModelName } from "@honest-majority/protocol";
import type { ImageShape } from "../examples";
import { lenetPadding, parameterLayout } from "../model/layout";

/** A layer's output for one picture, and the way back: ∂L/∂output in, ∂L/∂input out. */
interface Pass {
  output: Float64Array;
  back(gradient: Float64Array): Float64Array;
}

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
    const dense = (x: Float64Array, at: number) => {
      const [inputs, outputs] = layout[at].shape;
      return densePass(x, parameters, gradient, layout[at].offset, inputs, outputs);
    };
    const passes: Pass[] = [];
    let x = Float64Array.from(pictures.subarray(b * size, (b + 1) * size));
    const through = (pass: Pass) => {
      passes.push(pass);
      x = Float64Array.from(pass.output);
    };
    let { height, width, channels } = shape;
    const convolve = (at: number, padding: number) => {
      const filters = layout[at].shape[3];
      through(
        convPass(x, { height, width, channels }, parameters, gradient, layout[at].offset, filters, padding),
      );
      [height, width, channels] = [height + 2 * padding - 4, width + 2 * padding - 4, filters];
      through(reluPass(x));
      through(poolPass(x, { height, width, channels }));
      [height, width] = [height >> 1, width >> 1];
    };
    switch (model) {
      case "softmax":
        through(dense(x, 0));
        break;
      case "mlp":
        through(dense(x, 0));
        through(reluPass(x));
        through(dense(x, 2));
        break;
      case "lenet5":
        convolve(0, lenetPadding(shape) === "same" ? 2 : 0);
        convolve(2, 0);
        through(dense(x, 4));
        through(reluPass(x));
        through(dense(x, 6));
        through(reluPass(x));
        through(dense(x, 8));
        break;
      default:
        throw new RangeError(`referenceGradient: unknown model ${model satisfies never}`);
    }
    const highest = x.reduce((a, z) => Math.max(a, z), -Infinity);
    const total = x.reduce((sum, z) => sum + Math.exp(z - highest), 0);
    loss += (Math.log(total) + highest - x[labels[b]]) / labels.length;
    let back = x.map((z, j) => (Math.exp(z - highest) / total - (j === labels[b] ? 1 : 0)) / labels.length);
    for (const pass of passes.reverse()) back = Float64Array.from(pass.back(back));
  }
  return { loss, gradient };
}

/** Weights [inputs, outputs] at `offset`, biases behind them; gradients are added in the same places. */
function densePass(
  x: Float64Array,
  parameters: ArrayLike<number>,
  gradient: Float64Array,
  offset: number,
  inputs: number,
  outputs: number,
): Pass {
  const bias = offset + inputs * outputs;
  const output = new Float64Array(outputs);
  for (let o = 0; o < outputs; o++) {
    output[o] = parameters[bias + o];
    for (let i = 0; i < inputs; i++) output[o] += x[i] * parameters[offset + i * outputs + o];
  }
  return {
    output,
    back(dy) {
      const dx = new Float64Array(inputs);
      for (let o = 0; o < outputs; o++) {
        gradient[bias + o] += dy[o];
        for (let i = 0; i < inputs; i++) {
          gradient[offset + i * outputs + o] += x[i] * dy[o];
          dx[i] += parameters[offset + i * outputs + o] * dy[o];
        }
      }
      return dx;
    },
  };
}

function reluPass(x: Float64Array): Pass {
  return {
    output: x.map((value) => Math.max(0, value)),
    back: (dy) => dy.map((value, i) => (x[i] > 0 ? value : 0)),
  };
}

/** 2×2, stride 2; a last odd row or column is left out. */
function poolPass(x: Float64Array, { height, width, channels }: ImageShape): Pass {
  const output = new Float64Array((height >> 1) * (width >> 1) * channels);
  const from = new Uint32Array(output.length);
  let at = 0;
  for (let row = 0; row < height >> 1; row++) {
    for (let column = 0; column < width >> 1; column++) {
      for (let channel = 0; channel < channels; channel++, at++) {
        const corner = (2 * row * width + 2 * column) * channels + channel;
        const square = [
          corner,
          corner + channels,
          corner + width * channels,
          corner + (width + 1) * channels,
        ];
        from[at] = square.reduce((best, i) => (x[i] > x[best] ? i : best));
        output[at] = x[from[at]];
      }
    }
  }
  return {
    output,
    back(dy) {
      const dx = new Float64Array(x.length);
      dy.forEach((value, i) => {
        dx[from[i]] += value;
      });
      return dx;
    },
  };
}

/** 5×5 filters [5, 5, channels, filters] at `offset`, biases behind them; stride 1. */
function convPass(
  x: Float64Array,
  { height, width, channels }: ImageShape,
  parameters: ArrayLike<number>,
  gradient: Float64Array,
  offset: number,
  filters: number,
  padding: number,
): Pass {
  const [outHeight, outWidth] = [height + 2 * padding - 4, width + 2 * padding - 4];
  const bias = offset + 25 * channels * filters;
  /** Visits each product: output index, input index, weight index. */
  const visit = (each: (o: number, i: number, w: number) => void) => {
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++)
        for (let k = 0; k < 25; k++) {
          const [y, z] = [row + Math.floor(k / 5) - padding, column + (k % 5) - padding];
          if (y < 0 || y >= height || z < 0 || z >= width) continue;
          for (let channel = 0; channel < channels; channel++)
            for (let filter = 0; filter < filters; filter++)
              each(
                (row * outWidth + column) * filters + filter,
                (y * width + z) * channels + channel,
                offset + (k * channels + channel) * filters + filter,
              );
        }
  };
  const output = Float64Array.from(
    { length: outHeight * outWidth * filters },
    (_, i) => parameters[bias + (i % filters)],
  );
  visit((o, i, w) => {
    output[o] += x[i] * parameters[w];
  });
  return {
    output,
    back(dy) {
      const dx = new Float64Array(x.length);
      dy.forEach((value, o) => {
        gradient[bias + (o % filters)] += value;
      });
      visit((o, i, w) => {
        gradient[w] += x[i] * dy[o];
        dx[i] += parameters[w] * dy[o];
      });
      return dx;
    },
  };
}
