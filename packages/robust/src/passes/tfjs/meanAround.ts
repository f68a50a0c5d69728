import {
  abs,
  add,
  greater,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  mul,
  sub,
  type Tensor,
  type Tensor1D,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { combine } from "./sums";
import { sortedRows } from "./trim";
import { exactDifference, exactSum } from "./twoFloat";

/** Of `lowerExcess`, which is half the difference that the plain pass compares with 2^−23. */
const ALIKE = 2 ** -24;

/**
 * From the sorted columns drop whichever end is farther from the centre, until `keep` values are left; both in turn where
 * they are at one distance, half of each where one place is left.
 */
export function meanAround(rows: readonly Tensor1D[], center: Tensor1D, keep: number): Tensor1D {
  let window = sortedRows(rows, 0, rows.length);
  let owed: Tensor = less(center, center); // [d], nowhere at first: the upper end must go, as its equal below went
  while (window.length > keep) {
    const low = window[0];
    const high = window[window.length - 1];
    const excess = lowerExcess(center, low, high);
    const free = logicalNot(owed);
    const alike = lessEqual(abs(excess), add(abs(mul(low, ALIKE)), abs(mul(high, ALIKE))));
    const tied = logicalAnd(alike, free);
    const lowGoes = logicalAnd(logicalAnd(greater(excess, 0), logicalNot(alike)), free);
    if (window.length === keep + 1) {
      const stays: Tensor1D = where(tied, mul<Tensor1D>(low, 0.5), where(lowGoes, high, low));
      const shared = where(tied, mul<Tensor1D>(high, 0.5), zerosLike(high));
      window = [stays, ...window.slice(1, -1), shared];
      break;
    }
    const shifts = logicalOr(lowGoes, tied);
    const before = window;
    window = before.slice(1).map((next, k) => where(shifts, next, before[k]));
    for (const wire of before) wire.dispose(); // as it goes, so that no more than the rows once more is held
    owed = tied;
  }
  return combine(window, new Float64Array(window.length).fill(1 / keep));
}

/** [d]: half of (c − low) − (high − c): above 0 where the lower end is farther from the centre. */
function lowerExcess(center: Tensor1D, low: Tensor1D, high: Tensor1D): Tensor {
  const middle = exactSum(mul(low, 0.5), mul(high, 0.5)); // of halves, which cannot overflow
  const above = exactDifference(center, middle.hi);
  return add(above.hi, sub(above.lo, middle.lo));
}
