import { rowAt, sumOfInts } from "./lanes";

/** counts: for each row the number of values > 0, and the number of values < 0; 2·n ints. */
export function signCounts(rows: usize, n: i32, counts: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < n; i++) {
    let above = i32x4.splat(0);
    let below = above;
    const end = rowAt(rows, i) + bytes;
    for (let at = end - bytes; at < end; at += 16) {
      const x = v128.load(at);
      above = i32x4.sub(above, f32x4.gt(x, zero));
      below = i32x4.sub(below, f32x4.lt(x, zero));
    }
    store<i32>(counts + ((<usize>i) << 3), sumOfInts(above));
    store<i32>(counts + ((<usize>i) << 3), sumOfInts(below), 4);
  }
}

/** out = the sign of each column's sum of signs, as floats. */
export function signMajority(rows: usize, n: i32, out: usize, start: usize, end: usize): void {
  const zero = f32x4.splat(0);
  for (let c = start; c < end; c += 32) {
    let left = i32x4.splat(0);
    let right = left;
    for (let i = 0; i < n; i++) {
      const at = rowAt(rows, i) + c;
      left = i32x4.add(left, sign(v128.load(at), zero));
      right = i32x4.add(right, sign(v128.load(at, 16), zero));
    }
    v128.store(out + c, f32x4.convert_i32x4_s(signOfInts(left)));
    v128.store(out + c, f32x4.convert_i32x4_s(signOfInts(right)), 16);
  }
}

/** counts[i] = the number of columns in which row i's sign is v's; n ints. */
export function signAgreements(rows: usize, n: i32, v: usize, counts: usize, bytes: usize): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < n; i++) {
    const row = rowAt(rows, i);
    let agreements = i32x4.splat(0);
    for (let c: usize = 0; c < bytes; c += 16) {
      const same = i32x4.eq(sign(v128.load(row + c), zero), sign(v128.load(v + c), zero));
      agreements = i32x4.sub(agreements, same);
    }
    store<i32>(counts + ((<usize>i) << 2), sumOfInts(agreements));
  }
}

/** −1, 0 or 1. */
function sign(x: v128, zero: v128): v128 {
  return i32x4.sub(f32x4.lt(x, zero), f32x4.gt(x, zero));
}

function signOfInts(x: v128): v128 {
  const zero = i32x4.splat(0);
  return i32x4.sub(i32x4.lt_s(x, zero), i32x4.gt_s(x, zero));
}
