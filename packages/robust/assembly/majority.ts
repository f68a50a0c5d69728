import { first, floats, fourth, high, low, rowAt, second, third } from "./lanes";

/**
 * scores[i] += in how many columns row i is on the majority's side of the mean; `scores`: four ints for each, that add up.
 * `upper`: the upper middle values. At least half of a column is >= its mean just where that one is: nothing is counted.
 *
 * x >= mean in double precision is x >= the smallest float that is not below it, which compares four at once.
 */
export function majorityScores(
  rows: usize,
  m: i32,
  upper: usize,
  scores: usize,
  start: usize,
  end: usize,
): void {
  const count = f64x2.splat(m);
  for (let c = start; c < end; c += 64) {
    let a = f64x2.splat(0);
    let b = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let k = a;
    for (let i = 0; i < m; i++) {
      const at = rowAt(rows, i) + c;
      a = f64x2.add(a, first(at));
      b = f64x2.add(b, second(at));
      d = f64x2.add(d, third(at));
      e = f64x2.add(e, fourth(at));
      const next = at + 32;
      f = f64x2.add(f, first(next));
      g = f64x2.add(g, second(next));
      h = f64x2.add(h, third(next));
      k = f64x2.add(k, fourth(next));
    }
    const p = notBelow(f64x2.div(a, count), f64x2.div(b, count));
    const q = notBelow(f64x2.div(d, count), f64x2.div(e, count));
    const r = notBelow(f64x2.div(f, count), f64x2.div(g, count));
    const s = notBelow(f64x2.div(h, count), f64x2.div(k, count));
    const below = f32x4.gt(p, v128.load(upper + c)); // where the majority is below
    const below2 = f32x4.gt(q, v128.load(upper + c, 16));
    const below3 = f32x4.gt(r, v128.load(upper + c, 32));
    const below4 = f32x4.gt(s, v128.load(upper + c, 48));
    for (let i = 0; i < m; i++) {
      const at = rowAt(rows, i) + c;
      const agrees = v128.xor(f32x4.le(p, v128.load(at)), below);
      const agrees2 = v128.xor(f32x4.le(q, v128.load(at, 16)), below2);
      const agrees3 = v128.xor(f32x4.le(r, v128.load(at, 32)), below3);
      const agrees4 = v128.xor(f32x4.le(s, v128.load(at, 48)), below4);
      const score = scores + ((<usize>i) << 4);
      const sum = i32x4.add(i32x4.add(agrees, agrees2), i32x4.add(agrees3, agrees4));
      v128.store(score, i32x4.sub(v128.load(score), sum));
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
