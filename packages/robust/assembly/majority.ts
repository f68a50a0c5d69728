import { first, floats, fourth, high, low, rowAt, second, third } from "./lanes";

/**
 * scores[i] += in how many columns row i is on the majority's side of the mean; `scores`: four ints for each, that add up.
 * `upper`: the upper middle values. At least half of a column is >= its mean just where that one is: nothing is counted.
 * `floors`: room for a float of each of these columns.
 *
 * x >= mean in double precision is x >= the smallest float that is not below it, which compares four at once.
 */
export function majorityScores(
  rows: usize,
  m: i32,
  upper: usize,
  floors: usize,
  scores: usize,
  start: usize,
  end: usize,
): void {
  findFloors(rows, m, floors, start, end);
  // down the rows and not down the columns: a row's score then stays in a register
  let i = 0;
  for (; i + 3 < m; i += 4) {
    const p = rowAt(rows, i) + start;
    const q = rowAt(rows, i + 1) + start;
    const r = rowAt(rows, i + 2) + start;
    const s = rowAt(rows, i + 3) + start;
    const to = scores + ((<usize>i) << 4);
    let a = v128.load(to);
    let b = v128.load(to, 16);
    let d = v128.load(to, 32);
    let e = v128.load(to, 48);
    for (let c: usize = 0; c < end - start; c += 16) {
      const floor = v128.load(floors + c);
      const below = majorityBelow(floor, upper + start + c);
      a = plusAgreed(a, floor, p + c, below);
      b = plusAgreed(b, floor, q + c, below);
      d = plusAgreed(d, floor, r + c, below);
      e = plusAgreed(e, floor, s + c, below);
    }
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, d, 32);
    v128.store(to, e, 48);
  }
  for (; i < m; i++) {
    const row = rowAt(rows, i) + start;
    const to = scores + ((<usize>i) << 4);
    let a = v128.load(to);
    for (let c: usize = 0; c < end - start; c += 16) {
      const floor = v128.load(floors + c);
      a = plusAgreed(a, floor, row + c, majorityBelow(floor, upper + start + c));
    }
    v128.store(to, a);
  }
}

function majorityBelow(floor: v128, upper: usize): v128 {
  return f32x4.gt(floor, v128.load(upper));
}

function plusAgreed(sum: v128, floor: v128, at: usize, below: v128): v128 {
  return i32x4.sub(sum, v128.xor(f32x4.le(floor, v128.load(at)), below));
}

/** floors = the smallest floats >= the columns' means. */
function findFloors(rows: usize, m: i32, floors: usize, start: usize, end: usize): void {
  const count = f64x2.splat(m);
  for (let c: usize = 0; c < end - start; c += 64) {
    let a = f64x2.splat(0);
    let b = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let k = a;
    for (let i = 0; i < m; i++) {
      const at = rowAt(rows, i) + start + c;
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
    const to = floors + c;
    v128.store(to, notBelow(f64x2.div(a, count), f64x2.div(b, count)));
    v128.store(to, notBelow(f64x2.div(d, count), f64x2.div(e, count)), 16);
    v128.store(to, notBelow(f64x2.div(f, count), f64x2.div(g, count)), 32);
    v128.store(to, notBelow(f64x2.div(h, count), f64x2.div(k, count)), 48);
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
