import { first, floats, fourth, high, low, rowAt, second, third } from "./lanes";

/**
 * scores[i] += in how many columns row i is on the majority's side of the mean; `scores`: four ints for each, that add up.
 *
 * x >= mean in double precision is x >= the smallest float that is not below it, which compares four at once.
 */
export function majorityScores(rows: usize, m: i32, scores: usize, start: usize, end: usize): void {
  const count = f64x2.splat(m);
  const half = i32x4.splat((m + 1) >> 1); // 2·above >= m
  for (let c = start; c < end; c += 32) {
    let a = f64x2.splat(0);
    let b = a;
    let d = a;
    let e = a;
    for (let i = 0; i < m; i++) {
      const at = rowAt(rows, i) + c;
      a = f64x2.add(a, first(at));
      b = f64x2.add(b, second(at));
      d = f64x2.add(d, third(at));
      e = f64x2.add(e, fourth(at));
    }
    const left = notBelow(f64x2.div(a, count), f64x2.div(b, count));
    const right = notBelow(f64x2.div(d, count), f64x2.div(e, count));
    let onLeft = i32x4.splat(0);
    let onRight = onLeft;
    for (let i = 0; i < m; i++) {
      const at = rowAt(rows, i) + c;
      onLeft = i32x4.sub(onLeft, f32x4.ge(v128.load(at), left));
      onRight = i32x4.sub(onRight, f32x4.ge(v128.load(at, 16), right));
    }
    const belowLeft = i32x4.lt_s(onLeft, half); // where the majority is below
    const belowRight = i32x4.lt_s(onRight, half);
    for (let i = 0; i < m; i++) {
      const at = rowAt(rows, i) + c;
      const agreesLeft = v128.xor(f32x4.ge(v128.load(at), left), belowLeft);
      const agreesRight = v128.xor(f32x4.ge(v128.load(at, 16), right), belowRight);
      const score = scores + ((<usize>i) << 4);
      v128.store(score, i32x4.sub(v128.load(score), i32x4.add(agreesLeft, agreesRight)));
    }
  }
}

/** The smallest floats >= these doubles. */
function notBelow(lowTwo: v128, highTwo: v128): v128 {
  const nearest = floats(lowTwo, highTwo);
  const short = v128.shuffle<u32>(
    f64x2.lt(low(nearest), lowTwo),
    f64x2.lt(high(nearest), highTwo),
    0,
    2,
    4,
    6,
  );
  return v128.bitselect(above(nearest), nearest, short);
}

/** The next larger floats: one more in bits above zero, one less below it. */
function above(x: v128): v128 {
  const sign = i32x4.shr_s(x, 31);
  const zero = f32x4.eq(x, f32x4.splat(0));
  const next = i32x4.add(x, v128.or(sign, i32x4.splat(1))); // + 1, or − 1 where negative
  return v128.bitselect(i32x4.splat(1), next, zero); // the smallest above either zero
}
