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

/** The tie threshold for `lowerExcess`, which is half the difference that the plain pass compares with 2^−23. */
const ALIKE = 2 ** -24;

/**
 * Drops the end of the sorted columns that is farther from the centre, until `keep` values are left. If both ends are at
 * the same distance, drops both in turn; if then one place is left, each keeps half of it.
 */
export function meanAround(rows: readonly Tensor1D[], center: Tensor1D, keep: number): Tensor1D {
  let window = sortedRows(rows, 0, rows.length);
  let owed: Tensor = less(center, center); // [d], false at first: true if the upper end must go because its equal at the lower end went
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
    for (const wire of before) wire.dispose(); // freed at once, so that memory holds at most one more copy of the rows
    owed = tied;
  }
  return combine(window, new Float64Array(window.length).fill(1 / keep));
}

/** [d]: half of (c − low) − (high − c): above 0 if the lower end is farther from the centre. */
function lowerExcess(center: Tensor1D, low: Tensor1D, high: Tensor1D): Tensor {
  const middle = exactSum(mul(low, 0.5), mul(high, 0.5)); // halves cannot overflow
  const above = exactDifference(center, middle.hi);
  return add(above.hi, sub(above.lo, middle.lo));
}
