/*
 * The passes' inner loops over memory that `src/passes/simd` lays out. Here d is a multiple of 32: rows and vectors are
 * padded with zeros, so no loop needs a tail. `rows` points at the addresses (u32) of n rows, with the last one repeated up
 * to a multiple of four; `start` and `end` are byte offsets in each row.
 */
export { besideMedian } from "./besideMedian";
export { addAbsolutes, addProducts, addSquares } from "./distances";
export { equal } from "./equal";
export { fetch } from "./fetch";
export { addUp } from "./mean";
export { meanAround } from "./meanAround";
export { mix } from "./mix";
export { plainRead } from "./plainRead";
export { signAgreements, signCounts, signMajority } from "./signs";
export { moments, squaresAround } from "./statistics";
export { combineAround } from "./sumAround";
export { addKept, combine } from "./sums";
export { trim } from "./trim";
export { trimShares } from "./trimShares";

/** The start of free memory. */
export function heapBase(): usize {
  return __heap_base;
}
