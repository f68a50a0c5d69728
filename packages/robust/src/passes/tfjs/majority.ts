import {
  add,
  cast,
  equal,
  greaterEqual,
  mul,
  sub,
  sum,
  type Tensor1D,
  type Tensor2D,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { concatColumns, mapBlocks, partialSums } from "./blocks";
import { columnsInRange } from "./sums";
import { exactDifference, exactSum, halves, sumOverFirst } from "./twoFloat";

/** Partial sums of [m]: the number of columns in which a row is on the majority's side of the mean. Tests `x >= mean` as m·x >= Σx. */
export function partialMajorities(rows: readonly Tensor1D[]): Tensor2D {
  const m = rows.length;
  return concatColumns(
    mapBlocks(rows, (block) => {
      const { inRange } = columnsInRange(block);
      const total = sumOverFirst({ hi: inRange, lo: zerosLike(inRange) }); // [width]
      const { high, low } = halves(inRange);
      const own = exactSum(mul(high, m), mul(low, m)); // exact for m of up to 12 bits
      const beyond = exactDifference(own.hi, total.hi);
      const isAbove = cast(greaterEqual(add(beyond.hi, add(beyond.lo, sub(own.lo, total.lo))), 0), "float32");
      const majority = cast(greaterEqual(sum(isAbove, 0), m / 2), "float32"); // [width]
      return partialSums(cast(equal(isAbove, majority), "float32"));
    }),
  );
}
