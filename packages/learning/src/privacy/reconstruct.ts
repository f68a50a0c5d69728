import type { ParameterTensor } from "../model/layout";

/** A dense layer that sees the picture itself. */
export interface PictureLayer {
  /** [pixels, units] */
  weights: ParameterTensor;
  /** [units] */
  bias: ParameterTensor;
}

/** What one unit of the first layer tells of the batch. */
export interface Candidate {
  unit: number;
  /** [pixels], 0 … 1 where it is a picture; any number where it is a mixture. */
  picture: Float32Array<ArrayBuffer>;
}

/** The first layer of a model, if it is a dense one on all pixels; undefined for a model that begins with a convolution. */
export function pictureLayer(layout: readonly ParameterTensor[], pixels: number): PictureLayer | undefined {
  const [weights, bias] = layout;
  if (weights?.shape.length !== 2 || weights.shape[0] !== pixels || bias?.shape.length !== 1)
    return undefined;
  return { weights, bias };
}

/**
 * Computes pictures from an update, in closed form. For a dense layer x·W + b with the slopes δᵢⱼ of example i at unit j,
 *
 *   ∂L/∂W[:, j] = Σᵢ δᵢⱼ xᵢ and ∂L/∂b[j] = Σᵢ δᵢⱼ,  so that  ∂W[:, j] / ∂b[j] = Σᵢ δᵢⱼ xᵢ / Σᵢ δᵢⱼ
 *
 * is the picture xᵢ itself where one example alone has a slope at unit j, as with B = 1 or where the ReLU of j lets one
 * example through. Else it is a mixture, with weights that sum to 1 and may be negative. A factor of the whole update, such as
 * that of clipping, cancels out. One candidate for each unit whose bias has a slope.
 *
 * Phong et al. 2017, doi:10.1007/978-981-10-6571-2_9; Geiping et al. 2020, arXiv:2003.14053, proposition 3.1. Models that
 * begin with a convolution need an optimization instead (Zhu et al. 2019, arXiv:1906.08935), which is not here.
 */
export function reconstruct(update: ArrayLike<number>, { weights, bias }: PictureLayer): Candidate[] {
  const [pixels, units] = weights.shape;
  if (update.length < bias.offset + bias.size) {
    throw new RangeError(
      `reconstruct: the update must have at least ${bias.offset + bias.size} values, got ${update.length}`,
    );
  }
  const candidates: Candidate[] = [];
  for (let unit = 0; unit < units; unit++) {
    const slope = update[bias.offset + unit];
    if (slope === 0 || !Number.isFinite(slope)) continue;
    const picture = new Float32Array(pixels);
    for (let p = 0; p < pixels; p++) picture[p] = update[weights.offset + p * units + unit] / slope;
    candidates.push({ unit, picture });
  }
  return candidates;
}

/**
 * The picture of a batch of one from all units at once, the least squares over units j of ∂W[:, j] = ∂b[j]·x:
 *
 *   x = Σⱼ ∂b[j] ∂W[:, j] / Σⱼ ∂b[j]²
 *
 * Without noise it is what each unit alone gives. With noise the units' errors average out, so that noise which hides the
 * picture at every single unit may not hide it here. Undefined without a slope.
 */
export function reconstructOne(
  update: ArrayLike<number>,
  { weights, bias }: PictureLayer,
): Float32Array<ArrayBuffer> | undefined {
  const [pixels, units] = weights.shape;
  let squares = 0;
  for (let unit = 0; unit < units; unit++) squares += update[bias.offset + unit] ** 2;
  if (!(squares > 0 && Number.isFinite(squares))) return undefined;
  const picture = new Float32Array(pixels);
  for (let p = 0; p < pixels; p++) {
    let sum = 0;
    for (let unit = 0; unit < units; unit++) {
      sum += update[bias.offset + unit] * update[weights.offset + p * units + unit];
    }
    picture[p] = sum / squares;
  }
  return picture;
}

/**
 * The gradient in a momentum that two updates of the same worker give away: g = (u_t − β·u_{t−1}) / (1 − β). The first update
 * of a worker is its gradient. Returns new memory [d].
 */
export function gradientBetween(
  before: Float32Array,
  update: Float32Array,
  beta: number,
): Float32Array<ArrayBuffer> {
  if (before.length !== update.length) {
    throw new RangeError(
      `gradientBetween: both updates must be equally long, got ${before.length} and ${update.length}`,
    );
  }
  if (!(beta >= 0 && beta < 1)) throw new RangeError(`gradientBetween: beta must be in [0, 1), got ${beta}`);
  const gradient = new Float32Array(update.length);
  for (let j = 0; j < gradient.length; j++) gradient[j] = (update[j] - beta * before[j]) / (1 - beta);
  return gradient;
}
