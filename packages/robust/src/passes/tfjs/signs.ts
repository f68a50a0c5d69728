import {
  cast,
  concat,
  equal,
  greater,
  less,
  reshape,
  sign,
  sum,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { concatColumns, mapBlocks, part, partialSums } from "./blocks";

/** Partial sums of [2·m]: the number of values > 0 of each row, then the number of values < 0. */
export function partialSignCounts(rows: readonly Tensor1D[]): Tensor2D {
  return concatColumns(
    mapBlocks(rows, (block) =>
      concat([greater(block, 0), less(block, 0)].map((is) => partialSums(cast(is, "float32")))),
    ),
  );
}

/** [d] */
export function signMajority(rows: readonly Tensor1D[]): Tensor1D {
  const blocks = mapBlocks(rows, (block) => sign(sum(sign(block), 0)) as Tensor1D);
  return blocks.length === 1 ? blocks[0] : concat(blocks);
}

/** Partial sums of [m]: the number of columns in which a row's sign is v's. */
export function partialAgreements(rows: readonly Tensor1D[], v: Tensor1D): Tensor2D {
  return concatColumns(
    mapBlocks(rows, (block, start, width) => {
      const wanted = sign(reshape(part(v, start, width), [1, width]));
      return partialSums(cast(equal(sign(block), wanted), "float32"));
    }),
  );
}
