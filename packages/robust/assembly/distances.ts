import { high, low, rowAt, sumOfDoubles } from "./lanes";

/*
 * Differences are taken in double precision, since those of float32 would round, and overflow near its end. A pair is
 * summed alike whether it is one of four or alone, and (a, b) as (b, a): the same two rows, the same bits.
 */

/** out[j] += Σ (a − xⱼ)² over the bytes start … end of both; `out`: n doubles. */
export function addSquares(a: usize, rows: usize, n: i32, start: usize, end: usize, out: usize): void {
  let j = 0;
  for (; j + 3 < n; j += 4) {
    const p = rowAt(rows, j);
    const q = rowAt(rows, j + 1);
    const r = rowAt(rows, j + 2);
    const s = rowAt(rows, j + 3);
    let pl = f64x2.splat(0);
    let ph = pl;
    let ql = pl;
    let qh = pl;
    let rl = pl;
    let rh = pl;
    let sl = pl;
    let sh = pl;
    for (let c = start; c < end; c += 16) {
      const x = v128.load(a + c);
      const xl = low(x);
      const xh = high(x);
      const y = v128.load(p + c);
      pl = plusSquare(pl, xl, low(y));
      ph = plusSquare(ph, xh, high(y));
      const z = v128.load(q + c);
      ql = plusSquare(ql, xl, low(z));
      qh = plusSquare(qh, xh, high(z));
      const u = v128.load(r + c);
      rl = plusSquare(rl, xl, low(u));
      rh = plusSquare(rh, xh, high(u));
      const v = v128.load(s + c);
      sl = plusSquare(sl, xl, low(v));
      sh = plusSquare(sh, xh, high(v));
    }
    const at = out + ((<usize>j) << 3);
    add(at, sumOfDoubles(pl, ph));
    add(at + 8, sumOfDoubles(ql, qh));
    add(at + 16, sumOfDoubles(rl, rh));
    add(at + 24, sumOfDoubles(sl, sh));
  }
  for (; j < n; j++) {
    const p = rowAt(rows, j);
    let pl = f64x2.splat(0);
    let ph = pl;
    for (let c = start; c < end; c += 16) {
      const x = v128.load(a + c);
      const y = v128.load(p + c);
      pl = plusSquare(pl, low(x), low(y));
      ph = plusSquare(ph, high(x), high(y));
    }
    add(out + ((<usize>j) << 3), sumOfDoubles(pl, ph));
  }
}

/** out[j] += Σ |a − xⱼ| likewise. */
export function addAbsolutes(a: usize, rows: usize, n: i32, start: usize, end: usize, out: usize): void {
  for (let j = 0; j < n; j++) {
    const p = rowAt(rows, j);
    let pl = f64x2.splat(0);
    let ph = pl;
    for (let c = start; c < end; c += 16) {
      const x = v128.load(a + c);
      const y = v128.load(p + c);
      pl = f64x2.add(pl, f64x2.abs(f64x2.sub(low(x), low(y))));
      ph = f64x2.add(ph, f64x2.abs(f64x2.sub(high(x), high(y))));
    }
    add(out + ((<usize>j) << 3), sumOfDoubles(pl, ph));
  }
}

function plusSquare(sum: v128, x: v128, y: v128): v128 {
  const difference = f64x2.sub(x, y);
  return f64x2.add(sum, f64x2.mul(difference, difference));
}

function add(at: usize, value: f64): void {
  store<f64>(at, load<f64>(at) + value);
}
