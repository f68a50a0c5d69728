import {
  abs,
  concat,
  greater,
  less,
  max,
  mul,
  reshape,
  scalar,
  sign,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  transpose,
  where,
} from "@tensorflow/tfjs-core";
import { addUp, concatColumns, mapBlocks, PARTIALS, padded, part } from "./blocks";
import { exactDifference, square, sumOverFirst, type TwoFloat } from "./twoFloat";

/** Σ|xᵢⱼ − vⱼ| or Σ(xᵢⱼ − vⱼ)². */
export type Power = 1 | 2;

/** Differences are scaled by 2^±80 when the largest is beyond 2^±40, so that neither they nor their squares leave float32's range. */
const LARGE = 2 ** 40;
const SHIFT = 2 ** 80;
/** For a block of columns: each row's partial sums, as high and low parts, and its largest |difference|, which gives the scale. */
const RECORD = 2 * PARTIALS + 1;

/** The input of `sumsOf`: [n, RECORD] for each block of columns, side by side. */
export function partialDistances(rows: readonly Tensor1D[], v: Tensor1D, power: Power): Tensor2D {
  const blocks = mapBlocks(rows, (block, start, width) => {
    // uses halves, because float32 cannot hold the difference of ±3e38
    const half = reshape(mul(part(v, start, width), 0.5), [1, width]);
    const { hi, lo } = exactDifference(mul(block, 0.5), half);
    const largest = max(abs(hi), 1, true); // [n, 1]
    const shift = where(
      greater(largest, LARGE),
      scalar(1 / SHIFT),
      where(less(largest, 1 / LARGE), scalar(SHIFT), scalar(1)),
    );
    const shifted = { hi: mul(hi, shift), lo: mul(lo, shift) };
    const sums = sumOverColumns(power === 1 ? absolute(shifted) : square(shifted));
    return concat([sums.hi, sums.lo, largest], 1);
  });
  return concatColumns(blocks);
}

/** [n]: the distances from the result of `partialDistances`, in double precision. */
export function sumsOf(records: Float32Array, n: number, power: Power): Float64Array {
  const length = records.length / n;
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let at = i * length; at < (i + 1) * length; at += RECORD) {
      const [partial] = addUp(records.subarray(at, at + RECORD - 1), 1);
      const largest = records[at + RECORD - 1];
      const shift = largest > LARGE ? 1 / SHIFT : largest < 1 / LARGE ? SHIFT : 1;
      sum += partial * (2 / shift) ** power;
    }
    return sum;
  });
}

function absolute({ hi, lo }: TwoFloat): TwoFloat {
  const direction = sign(hi);
  return { hi: mul(hi, direction), lo: mul(lo, direction) };
}

/** [n, width] to [n, PARTIALS]. */
function sumOverColumns({ hi, lo }: TwoFloat): TwoFloat {
  const inChunks = (x: Tensor) => transpose(reshape(padded(x), [x.shape[0], -1, PARTIALS]), [1, 0, 2]);
  return sumOverFirst({ hi: inChunks(hi), lo: inChunks(lo) });
}
