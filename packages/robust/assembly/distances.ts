import { first, fourth, rowAt, second, sumOfDoubles, third } from "./lanes";

/*
 * Differences are taken in double precision, since those of float32 would round, and overflow near its end. A pair is
 * summed alike whether it is one of four or alone, and (a, b) as (b, a): the same two rows, the same bits.
 */

/** out[j] += Σ (a − xⱼ)² over the bytes start … end of both; `out`: n doubles. */
export function addSquares(a: usize, rows: usize, n: i32, start: usize, end: usize, out: usize): void {
  let j = 0;
  for (; j + 3 < n; j += 4) {
    const p = rowAt(rows, j) - a;
    const q = rowAt(rows, j + 1) - a;
    const r = rowAt(rows, j + 2) - a;
    const s = rowAt(rows, j + 3) - a;
    let pl = f64x2.splat(0);
    let ph = pl;
    let ql = pl;
    let qh = pl;
    let rl = pl;
    let rh = pl;
    let sl = pl;
    let sh = pl;
    for (let at = a + start; at < a + end; at += 32) {
      const atP = at + p;
      const atQ = at + q;
      const atR = at + r;
      const atS = at + s;
      const firstA = first(at);
      pl = plusSquare(pl, firstA, first(atP));
      ql = plusSquare(ql, firstA, first(atQ));
      rl = plusSquare(rl, firstA, first(atR));
      sl = plusSquare(sl, firstA, first(atS));
      const secondA = second(at);
      ph = plusSquare(ph, secondA, second(atP));
      qh = plusSquare(qh, secondA, second(atQ));
      rh = plusSquare(rh, secondA, second(atR));
      sh = plusSquare(sh, secondA, second(atS));
      const thirdA = third(at);
      pl = plusSquare(pl, thirdA, third(atP));
      ql = plusSquare(ql, thirdA, third(atQ));
      rl = plusSquare(rl, thirdA, third(atR));
      sl = plusSquare(sl, thirdA, third(atS));
      const fourthA = fourth(at);
      ph = plusSquare(ph, fourthA, fourth(atP));
      qh = plusSquare(qh, fourthA, fourth(atQ));
      rh = plusSquare(rh, fourthA, fourth(atR));
      sh = plusSquare(sh, fourthA, fourth(atS));
    }
    const to = out + ((<usize>j) << 3);
    add(to, sumOfDoubles(pl, ph));
    add(to + 8, sumOfDoubles(ql, qh));
    add(to + 16, sumOfDoubles(rl, rh));
    add(to + 24, sumOfDoubles(sl, sh));
  }
  for (; j < n; j++) {
    const p = rowAt(rows, j) - a;
    let pl = f64x2.splat(0);
    let ph = pl;
    for (let at = a + start; at < a + end; at += 32) {
      const atP = at + p;
      const firstA = first(at);
      pl = plusSquare(pl, firstA, first(atP));
      const secondA = second(at);
      ph = plusSquare(ph, secondA, second(atP));
      const thirdA = third(at);
      pl = plusSquare(pl, thirdA, third(atP));
      const fourthA = fourth(at);
      ph = plusSquare(ph, fourthA, fourth(atP));
    }
    add(out + ((<usize>j) << 3), sumOfDoubles(pl, ph));
  }
}

/** out[j] += Σ |a − xⱼ| likewise. */
export function addAbsolutes(a: usize, rows: usize, n: i32, start: usize, end: usize, out: usize): void {
  let j = 0;
  for (; j + 1 < n; j += 2) {
    const p = rowAt(rows, j) - a;
    const q = rowAt(rows, j + 1) - a;
    let pl = f64x2.splat(0);
    let ph = pl;
    let ql = pl;
    let qh = pl;
    for (let at = a + start; at < a + end; at += 32) {
      const atP = at + p;
      const atQ = at + q;
      const firstA = first(at);
      pl = plusAbsolute(pl, firstA, first(atP));
      ql = plusAbsolute(ql, firstA, first(atQ));
      const secondA = second(at);
      ph = plusAbsolute(ph, secondA, second(atP));
      qh = plusAbsolute(qh, secondA, second(atQ));
      const thirdA = third(at);
      pl = plusAbsolute(pl, thirdA, third(atP));
      ql = plusAbsolute(ql, thirdA, third(atQ));
      const fourthA = fourth(at);
      ph = plusAbsolute(ph, fourthA, fourth(atP));
      qh = plusAbsolute(qh, fourthA, fourth(atQ));
    }
    add(out + ((<usize>j) << 3), sumOfDoubles(pl, ph));
    add(out + ((<usize>j) << 3) + 8, sumOfDoubles(ql, qh));
  }
  if (j < n) {
    const p = rowAt(rows, j) - a;
    let pl = f64x2.splat(0);
    let ph = pl;
    for (let at = a + start; at < a + end; at += 32) {
      const atP = at + p;
      const firstA = first(at);
      pl = plusAbsolute(pl, firstA, first(atP));
      const secondA = second(at);
      ph = plusAbsolute(ph, secondA, second(atP));
      const thirdA = third(at);
      pl = plusAbsolute(pl, thirdA, third(atP));
      const fourthA = fourth(at);
      ph = plusAbsolute(ph, fourthA, fourth(atP));
    }
    add(out + ((<usize>j) << 3), sumOfDoubles(pl, ph));
  }
}

function plusAbsolute(sum: v128, x: v128, y: v128): v128 {
  return f64x2.add(sum, f64x2.abs(f64x2.sub(x, y)));
}

function plusSquare(sum: v128, x: v128, y: v128): v128 {
  const difference = f64x2.sub(x, y);
  return f64x2.add(sum, f64x2.mul(difference, difference));
}

function add(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}
