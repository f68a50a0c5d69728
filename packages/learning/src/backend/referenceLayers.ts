/** Layers of one picture with their gradients, in plain loops and double precision. */
import type { ImageShape } from "../examples";
import { outputSize } from "../model/layout";

/** A layer's output for one picture; `back` takes ∂L/∂output and returns ∂L/∂input. */
export interface Pass {
  output: Float64Array;
  back(gradient: Float64Array): Float64Array;
}

/** Weights [inputs, outputs] at `offset`, biases after them; gradients are added at the same places. */
export function densePass(
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

export function reluPass(x: Float64Array): Pass {
  return {
    output: x.map((value) => Math.max(0, value)),
    back: (dy) => dy.map((value, i) => (x[i] > 0 ? value : 0)),
  };
}

/** 2×2, stride 2; a last odd row or column is left out. */
export function poolPass(x: Float64Array, { height, width, channels }: ImageShape): Pass {
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

export interface Convolution {
  /** A window's side. */
  side: number;
  stride: number;
  padding: number;
  /** Whether biases follow the filters. */
  biased: boolean;
}

/** Filters [side, side, channels, filters] at `offset`. */
export function convPass(
  x: Float64Array,
  { height, width, channels }: ImageShape,
  parameters: ArrayLike<number>,
  gradient: Float64Array,
  offset: number,
  filters: number,
  convolution: Convolution,
): Pass {
  const { side, stride, padding, biased } = convolution;
  const outSize = (size: number) => outputSize(size, { side, stride, pad: padding });
  const [outHeight, outWidth] = [outSize(height), outSize(width)];
  const bias = offset + side * side * channels * filters;
  /** Visits each product: output index, input index, weight index. */
  const visit = (each: (o: number, i: number, w: number) => void) => {
    for (let row = 0; row < outHeight; row++)
      for (let column = 0; column < outWidth; column++)
        for (let k = 0; k < side * side; k++) {
          const y = row * stride + Math.floor(k / side) - padding;
          const z = column * stride + (k % side) - padding;
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
  const output = Float64Array.from({ length: outHeight * outWidth * filters }, (_, i) =>
    biased ? parameters[bias + (i % filters)] : 0,
  );
  visit((o, i, w) => {
    output[o] += x[i] * parameters[w];
  });
  return {
    output,
    back(dy) {
      const dx = new Float64Array(x.length);
      if (biased) {
        dy.forEach((value, o) => {
          gradient[bias + (o % filters)] += value;
        });
      }
      visit((o, i, w) => {
        gradient[w] += x[i] * dy[o];
        dx[i] += parameters[w] * dy[o];
      });
      return dx;
    },
  };
}

/** Group normalization of x [pixels, channels]: scales at `offset`, shifts after them. */
export function normPass(
  x: Float64Array,
  channels: number,
  groups: number,
  parameters: ArrayLike<number>,
  gradient: Float64Array,
  offset: number,
): Pass {
  const groupOf = (i: number) => Math.floor(((i % channels) * groups) / channels);
  const perGroup = (values: Float64Array) => {
    const sums = new Float64Array(groups);
    values.forEach((value, i) => {
      sums[groupOf(i)] += value;
    });
    return sums.map((sum) => (sum * groups) / values.length);
  };
  const means = perGroup(x);
  const variances = perGroup(x.map((value, i) => (value - means[groupOf(i)]) ** 2));
  const inverse = variances.map((variance) => 1 / Math.sqrt(variance + 1e-5));
  const normal = x.map((value, i) => (value - means[groupOf(i)]) * inverse[groupOf(i)]);
  return {
    output: normal.map(
      (value, i) =>
        value * parameters[offset + (i % channels)] + parameters[offset + channels + (i % channels)],
    ),
    back(dy) {
      dy.forEach((value, i) => {
        gradient[offset + (i % channels)] += value * normal[i];
        gradient[offset + channels + (i % channels)] += value;
      });
      const slope = dy.map((value, i) => value * parameters[offset + (i % channels)]);
      const slopes = perGroup(slope);
      const along = perGroup(slope.map((value, i) => value * normal[i]));
      return slope.map(
        (value, i) => (value - slopes[groupOf(i)] - normal[i] * along[groupOf(i)]) * inverse[groupOf(i)],
      );
    },
  };
}

/** The mean of each channel of x [pixels, channels]. */
export function meanPass(x: Float64Array, channels: number): Pass {
  const pixels = x.length / channels;
  const output = new Float64Array(channels);
  x.forEach((value, i) => {
    output[i % channels] += value / pixels;
  });
  return { output, back: (dy) => x.map((_, i) => dy[i % channels] / pixels) };
}

/** Joins passes one after another into one. With no passes the output is the input. */
export function inRow(passes: readonly Pass[], input: Float64Array): Pass {
  return {
    output: passes.at(-1)?.output ?? input,
    back: (dy) => passes.reduceRight((above, pass) => pass.back(above), dy),
  };
}

/** The sum of two passes of the same input. */
export function sumPass(first: Pass, second: Pass): Pass {
  return {
    output: first.output.map((value, i) => value + second.output[i]),
    back(dy) {
      const other = second.back(dy);
      return first.back(dy).map((value, i) => value + other[i]);
    },
  };
}
