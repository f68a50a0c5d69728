import { plusAbsolute } from "./distances";
import { first, floats, fourth, high, low, rowAt, second, third } from "./lanes";

/**
 * Measures of the rows relative to their coordinate median. distances[i] += Σ |xᵢ − median|, as four doubles for each row
 * whose sum counts; scores[i] += the number of columns in which row i is on the majority's side of the mean, as four ints
 * likewise. Both have room for m rounded up to a multiple of four.
 * `upper`: the upper middle values. At least half of a column is >= its mean exactly if its upper middle value is, so no
 * counting is needed. `floors`: room for one float for each of these columns.
 *
 * x >= mean in double precision is x >= the smallest float not below the mean, so it compares four columns at once. Rows
 * are taken four at a time along all columns, so that their sums stay in registers.
 */
export function besideMedian(
  rows: usize,
  m: i32,
  median: usize,
  upper: usize,
  floors: usize,
  distances: usize,
  scores: usize,
  start: usize,
  end: usize,
): void {
  findFloors(rows, m, floors, start, end);
  const toUpper = upper - median;
  const toFloor = floors - (median + start);
  for (let i = 0; i < m; i += 4) {
    const p = rowAt(rows, i) - median;
    const q = rowAt(rows, i + 1) - median;
    const r = rowAt(rows, i + 2) - median;
    const s = rowAt(rows, i + 3) - median;
    const distance = distances + ((<usize>i) << 5);
    let pl = v128.load(distance);
    let ph = v128.load(distance, 16);
    let ql = v128.load(distance, 32);
    let qh = v128.load(distance, 48);
    let rl = v128.load(distance, 64);
    let rh = v128.load(distance, 80);
    let sl = v128.load(distance, 96);
    let sh = v128.load(distance, 112);
    const score = scores + ((<usize>i) << 4);
    let ps = v128.load(score);
    let qs = v128.load(score, 16);
    let rs = v128.load(score, 32);
    let ss = v128.load(score, 48);
    for (let at = median + start; at < median + end; at += 16) {
      const atP = at + p;
      const atQ = at + q;
      const atR = at + r;
      const atS = at + s;
      const firstMedian = first(at);
      pl = plusAbsolute(pl, firstMedian, first(atP));
      ql = plusAbsolute(ql, firstMedian, first(atQ));
      rl = plusAbsolute(rl, firstMedian, first(atR));
      sl = plusAbsolute(sl, firstMedian, first(atS));
      const secondMedian = second(at);
      ph = plusAbsolute(ph, secondMedian, second(atP));
      qh = plusAbsolute(qh, secondMedian, second(atQ));
      rh = plusAbsolute(rh, secondMedian, second(atR));
      sh = plusAbsolute(sh, secondMedian, second(atS));
      const floor = v128.load(at + toFloor);
      const below = f32x4.gt(floor, v128.load(at + toUpper)); // true if the majority is below
      ps = plusAgreed(ps, floor, atP, below);
      qs = plusAgreed(qs, floor, atQ, below);
      rs = plusAgreed(rs, floor, atR, below);
      ss = plusAgreed(ss, floor, atS, below);
    }
    v128.store(distance, pl);
    v128.store(distance, ph, 16);
    v128.store(distance, ql, 32);
    v128.store(distance, qh, 48);
    v128.store(distance, rl, 64);
    v128.store(distance, rh, 80);
    v128.store(distance, sl, 96);
    v128.store(distance, sh, 112);
    v128.store(score, ps);
    v128.store(score, qs, 16);
    v128.store(score, rs, 32);
    v128.store(score, ss, 48);
  }
}

function plusAgreed(sum: v128, floor: v128, at: usize, below: v128): v128 {
  return i32x4.sub(sum, v128.xor(f32x4.le(floor, v128.load(at)), below));
}

/** Sets floors to the smallest floats >= the columns' means. */
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

/** The next larger floats: their bits plus one for positive floats, minus one for negative ones. */
function above(x: v128): v128 {
  const sign = i32x4.shr_s(x, 31);
  const zero = f32x4.eq(x, f32x4.splat(0));
  const next = i32x4.add(x, v128.or(sign, i32x4.splat(1))); // + 1, or − 1 if negative
  return v128.bitselect(i32x4.splat(1), next, zero); // the smallest float above either zero
}
