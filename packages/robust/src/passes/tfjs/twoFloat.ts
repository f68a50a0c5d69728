import {
  add,
  concat,
  mul,
  reshape,
  slice,
  sub,
  type Tensor,
  type Tensor2D,
  zeros,
} from "@tensorflow/tfjs-core";

/**
 * A number in twice float32's precision, because GPUs have nothing longer: the unevaluated sum of two floats. Each
 * operation below is a kernel of its own, so no compiler can fuse two of them and remove the rounding errors.
 * Values must stay below 2¹¹⁵, where `halves` would overflow.
 *
 * Dekker 1971, doi:10.1007/BF01397083; Knuth, The Art of Computer Programming 2, section 4.2.2.
 */
export interface TwoFloat {
  hi: Tensor;
  lo: Tensor;
}

/** a + b without error. */
export function exactSum(a: Tensor, b: Tensor): TwoFloat {
  const hi = add(a, b);
  const ofB = sub(hi, a);
  return { hi, lo: add(sub(a, sub(hi, ofB)), sub(b, ofB)) };
}

/** a − b without error. */
export function exactDifference(a: Tensor, b: Tensor): TwoFloat {
  const hi = sub(a, b);
  const ofB = sub(hi, a);
  return { hi, lo: sub(sub(a, sub(hi, ofB)), add(b, ofB)) };
}

/** x = high + low, of 12 bits each: products of such halves are exact. */
export function halves(x: Tensor): { high: Tensor; low: Tensor } {
  const shifted = mul(x, 4097); // 2¹² + 1
  const high = sub(shifted, sub(shifted, x));
  return { high, low: sub(x, high) };
}

/** The square, with a relative error of 2⁻⁴⁴. */
export function square({ hi, lo }: TwoFloat): TwoFloat {
  const product = mul(hi, hi);
  const { high, low } = halves(hi);
  const cross = mul(high, low);
  const error = add(add(sub(mul(high, high), product), add(cross, cross)), mul(low, low));
  return { hi: product, lo: add(error, mul(add(hi, hi), lo)) };
}

/** x·weight, with a relative error of 2⁻⁴⁴. The weight's parts come from `weightParts` and broadcast. */
export function times(x: Tensor, { near, high, low, rest }: WeightParts): TwoFloat {
  const product = mul(x, near);
  const of = halves(x);
  const error = add(
    add(add(sub(mul(of.high, high), product), mul(of.high, low)), mul(of.low, high)),
    mul(of.low, low),
  );
  return { hi: product, lo: add(error, mul(x, rest)) };
}

/** A double-precision factor: near + rest, and near = high + low of 12 bits each. */
export interface WeightParts {
  near: Tensor;
  high: Tensor;
  low: Tensor;
  rest: Tensor;
}

/** [m] doubles of at most 1, as columns [m, 1] cut from one upload. */
export function weightParts(
  weights: readonly number[],
  upload: (table: Float32Array) => Tensor2D,
): WeightParts {
  const m = weights.length;
  const table = new Float32Array(4 * m); // [m, 4]
  weights.forEach((weight, i) => {
    const near = Math.fround(weight);
    const shifted = Math.fround(near * 4097);
    const high = Math.fround(shifted - Math.fround(shifted - near));
    table.set([near, high, near - high, weight - near], 4 * i);
  });
  const uploaded = upload(table);
  const [near, high, low, rest] = [0, 1, 2, 3].map((part) => slice(uploaded, [0, part], [m, 1]));
  return { near, high, low, rest };
}

/** Sums [k, …] over its first axis to […], pairwise. */
export function sumOverFirst({ hi, lo }: TwoFloat): TwoFloat {
  const [k, ...shape] = hi.shape;
  if (k === 1) return { hi: reshape(hi, shape), lo: reshape(lo, shape) };
  const half = Math.ceil(k / 2);
  const first = (x: Tensor) => slice(x, 0, half);
  const second = (x: Tensor) =>
    k % 2 === 0 ? slice(x, half) : concat([slice(x, half), zeros([1, ...shape])]);
  const sum = exactSum(first(hi), second(hi));
  return sumOverFirst({ hi: sum.hi, lo: add(sum.lo, add(first(lo), second(lo))) });
}
