import {
  abs,
  add,
  clone,
  concat,
  greater,
  max,
  mul,
  scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  where,
  zeros,
} from "@tensorflow/tfjs-core";
import { mapBlocks } from "./blocks";
import { sumOverFirst, times, weightParts } from "./twoFloat";

/** [d]: Σ wᵢ·xᵢ to 2⁻⁴⁴ of the largest term. Rows of weight 0 are ignored. */
export function combine(rows: readonly Tensor1D[], weights: ArrayLike<number>): Tensor1D {
  const used = [...rows.keys()].filter((i) => weights[i] !== 0);
  if (used.length === 0) return zeros([rows[0].size]);
  if (used.length === 1 && weights[used[0]] === 1) return clone(rows[used[0]]);
  const largest = used.reduce((most, i) => Math.max(most, Math.abs(weights[i])), 0);
  const exponent = Math.ceil(Math.log2(largest));
  // a very large weight may make the others underflow float32, but never overflow it
  const parts = weightParts(
    used.map((i) => weights[i] * 2 ** -exponent),
    (table) => tensor2d(table, [used.length, 4]),
  );
  const blocks = mapBlocks(
    used.map((i) => rows[i]),
    (block) => {
      const { inRange, back } = columnsInRange(block);
      const sum = sumOverFirst(times(inRange, parts));
      return mul(timesPowerOfTwo(mul(add(sum.hi, sum.lo), back), exponent), back) as Tensor1D;
    },
  );
  return blocks.length === 1 ? blocks[0] : concat(blocks);
}

/**
 * Scales columns with a value above 2⁶⁰ down by a power of two. The bits lost are below float32's rounding. `back` twice
 * undoes it: once at a time, because a sum of values near float32's largest fits only after the weights' power of two.
 */
export function columnsInRange(block: Tensor2D): { inRange: Tensor; back: Tensor } {
  const outsize = greater(max(abs(block), 0), 2 ** 60); // [w]
  return {
    inRange: mul(block, where(outsize, scalar(2 ** -70), scalar(1))),
    back: where(outsize, scalar(2 ** 35), scalar(1)),
  };
}

/** Multiplies in steps that float32 can hold. */
function timesPowerOfTwo(x: Tensor, exponent: number): Tensor {
  if (exponent === 0) return x;
  const step = Math.max(-120, Math.min(120, exponent));
  return timesPowerOfTwo(mul(x, 2 ** step), exponent - step);
}
