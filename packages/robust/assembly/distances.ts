import { doublesAt, rowAt, sumOfDoubles } from "./lanes";

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
    for (let at = a + start; at < a + end; at += 16) {
      const low = doublesAt(at);
      const high = doublesAt(at + 8);
      pl = plusSquare(pl, low, doublesAt(at + p));
      ph = plusSquare(ph, high, doublesAt(at + p + 8));
      ql = plusSquare(ql, low, doublesAt(at + q));
      qh = plusSquare(qh, high, doublesAt(at + q + 8));
      rl = plusSquare(rl, low, doublesAt(at + r));
      rh = plusSquare(rh, high, doublesAt(at + r + 8));
      sl = plusSquare(sl, low, doublesAt(at + s));
      sh = plusSquare(sh, high, doublesAt(at + s + 8));
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
    for (let at = a + start; at < a + end; at += 16) {
      pl = plusSquare(pl, doublesAt(at), doublesAt(at + p));
      ph = plusSquare(ph, doublesAt(at + 8), doublesAt(at + p + 8));
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
    for (let at = a + start; at < a + end; at += 16) {
      const low = doublesAt(at);
      const high = doublesAt(at + 8);
      pl = plusAbsolute(pl, low, doublesAt(at + p));
      ph = plusAbsolute(ph, high, doublesAt(at + p + 8));
      ql = plusAbsolute(ql, low, doublesAt(at + q));
      qh = plusAbsolute(qh, high, doublesAt(at + q + 8));
    }
    add(out + ((<usize>j) << 3), sumOfDoubles(pl, ph));
    add(out + ((<usize>j) << 3) + 8, sumOfDoubles(ql, qh));
  }
  if (j < n) {
    const p = rowAt(rows, j) - a;
    let pl = f64x2.splat(0);
    let ph = pl;
    for (let at = a + start; at < a + end; at += 16) {
      pl = plusAbsolute(pl, doublesAt(at), doublesAt(at + p));
      ph = plusAbsolute(ph, doublesAt(at + 8), doublesAt(at + p + 8));
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
