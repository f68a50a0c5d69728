import { add, div, mul, ones, reshape, rsqrt, square, sub, sum, type Tensor } from "@tensorflow/tfjs-core";
import type { Pass } from "./layers";

const EPSILON = 1e-5;

/**
 * Group normalization of x [B, height, width, channels] with scale and shift [channels]. Over each picture's
 * values of one group of neighbouring channels, with mean μ and variance σ² of theirs:
 *
 *   x̂ = (x − μ)/√(σ² + ε)      y = scale·x̂ + shift
 *   ∂L/∂x = (g − mean(g) − x̂·mean(g·x̂))/√(σ² + ε)      g = scale·∂L/∂y
 *
 * Every picture is normalized by itself. Statistics of a whole batch would tell the other workers about a worker's
 * data, would differ from worker to worker, and would give an attacker one more value to forge. Wu and He 2018,
 * arXiv:1803.08494.
 */
export function groupNormPass(x: Tensor, scale: Tensor, shift: Tensor, groups: number): Pass {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const flat = [batch, height * width, channels];
  /** The mean of each picture's group, at each of its channels: [B, 1, channels]. */
  const average = (values: Tensor) => {
    const size = channels / groups;
    const grouped = reshape(sum(values, 1), [batch, groups, size]);
    const mean = div(sum(grouped, 2, true), height * width * size); // [B, groups, 1]
    return reshape(mul(mean, ones([size])), [batch, 1, channels]);
  };
  const values = reshape(x, flat);
  const centered = sub(values, average(values));
  const inverse = rsqrt(add(average(square(centered)), EPSILON));
  const normal = mul(centered, inverse);
  return {
    output: reshape(add(mul(normal, scale), shift), x.shape),
    back: (dy) => {
      const above = reshape(dy(), flat);
      return {
        parameters: [mul(above, normal), above].map((slope) => sum(reshape(slope, [-1, channels]), 0)),
        input: () => {
          const slope = mul(above, scale);
          const along = mul(normal, average(mul(slope, normal)));
          return reshape(mul(sub(sub(slope, average(slope)), along), inverse), x.shape);
        },
      };
    },
  };
}
