/** Linear regression on drawn examples: a strongly convex problem with a known minimum. Pure. */
import { stream } from "@honest-majority/random";

/** The dimension d. */
export const DIMENSION = 10;
/** The eigenvalues of the features' covariance, from λ_F to G_F: the population loss is λ_F-strongly convex and G_F-smooth. */
const EIGENVALUES = Float64Array.from({ length: DIMENSION }, (_, j) => 0.5 + (0.5 * j) / (DIMENSION - 1));
export const STRONG_CONVEXITY = EIGENVALUES[0];
export const SMOOTHNESS = EIGENVALUES[DIMENSION - 1];

/** One worker's empirical loss F_i(w) = (1/2n) Σ (x·w − y)², as its Hessian and its gradient at 0. */
interface Shard {
  /** XᵀX/n, [d, d]. */
  hessian: Float64Array;
  /** Xᵀy/n, [d]. */
  correlation: Float64Array;
}

export interface LeastSquares {
  /** w*, the minimum of the population loss, [d]. Its norm is 1. */
  optimum: Float64Array;
  /** ∇F_i(w) of a worker over all its examples, [d]. */
  gradient(worker: number, w: Float64Array): Float32Array;
}

/**
 * m workers with n examples each: x ~ N(0, diag(eigenvalues)), y = x·w* + N(0, 1). Each worker draws from a stream of its own,
 * so more workers or more examples keep the draws of the others.
 */
export function leastSquares({ m, n, seed }: { m: number; n: number; seed: number }): LeastSquares {
  const optimum = unitVector(seed);
  const shards = Array.from({ length: m }, (_, worker) => drawShard(optimum, n, seed, worker));
  return {
    optimum,
    gradient(worker, w) {
      const { hessian, correlation } = shards[worker];
      return Float32Array.from({ length: DIMENSION }, (_, j) => {
        let sum = -correlation[j];
        for (let k = 0; k < DIMENSION; k++) sum += hessian[j * DIMENSION + k] * w[k];
        return sum;
      });
    },
  };
}

function unitVector(seed: number): Float64Array {
  const random = stream(seed, "least squares", "optimum");
  const drawn = Float64Array.from({ length: DIMENSION }, () => random.normal());
  const norm = Math.hypot(...drawn);
  return drawn.map((value) => value / norm);
}

function drawShard(optimum: Float64Array, n: number, seed: number, worker: number): Shard {
  const random = stream(seed, "least squares", worker);
  const hessian = new Float64Array(DIMENSION * DIMENSION);
  const correlation = new Float64Array(DIMENSION);
  const x = new Float64Array(DIMENSION);
  for (let example = 0; example < n; example++) {
    let y = random.normal();
    for (let j = 0; j < DIMENSION; j++) {
      x[j] = Math.sqrt(EIGENVALUES[j]) * random.normal();
      y += x[j] * optimum[j];
    }
    for (let j = 0; j < DIMENSION; j++) {
      correlation[j] += (x[j] * y) / n;
      for (let k = 0; k < DIMENSION; k++) hessian[j * DIMENSION + k] += (x[j] * x[k]) / n;
    }
  }
  return { hessian, correlation };
}
