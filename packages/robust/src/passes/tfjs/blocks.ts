import {
  concat,
  reshape,
  slice,
  stack,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  zeros,
} from "@tensorflow/tfjs-core";

/** The largest number of values processed at once: the extra memory of a pass is a few such blocks. */
const BLOCK_VALUES = 2 ** 21;

/** The number of partial sums per sum over columns. The CPU adds them up in double precision. */
export const PARTIALS = 256;

/** Visits the columns in blocks, as matrices [m, width]. */
export function mapBlocks<Result>(
  rows: readonly Tensor1D[],
  visit: (block: Tensor2D, start: number, width: number) => Result,
): Result[] {
  const [d] = rows[0].shape;
  const step = Math.max(1, Math.floor(BLOCK_VALUES / rows.length));
  const results: Result[] = [];
  for (let start = 0; start < d; start += step) {
    const width = Math.min(step, d - start);
    results.push(visit(stack(rows.map((row) => part(row, start, width))) as Tensor2D, start, width));
  }
  return results;
}

/** [width] of [d]. */
export function part(vector: Tensor1D, start: number, width: number): Tensor1D {
  return width === vector.size ? vector : slice(vector, start, width);
}

/** [n, width], padded with zeros to a multiple of PARTIALS. */
export function padded(x: Tensor): Tensor {
  const [n, width] = x.shape;
  const missing = (PARTIALS - (width % PARTIALS)) % PARTIALS;
  return missing === 0 ? x : concat([x, zeros([n, missing])], 1);
}

/** [n, PARTIALS]: each sums over some columns. Counts of up to 2²⁴ are exact. */
export function partialSums(x: Tensor): Tensor2D {
  const inParts = padded(x);
  if (inParts.shape[1] === PARTIALS) return inParts as Tensor2D;
  return sum(reshape(inParts, [x.shape[0], PARTIALS, -1]), 2) as Tensor2D;
}

/** [n]: the totals of partial sums [n, k·PARTIALS]. */
export function addUp(partials: Float32Array, n: number): Float64Array {
  const length = partials.length / n;
  return Float64Array.from({ length: n }, (_, i) =>
    partials.subarray(i * length, (i + 1) * length).reduce((sum, value) => sum + value, 0),
  );
}

/** Joins matrices [n, k] side by side. */
export function concatColumns(blocks: readonly Tensor[]): Tensor2D {
  return (blocks.length === 1 ? blocks[0] : concat([...blocks], 1)) as Tensor2D;
}
