import { first, fourth, rowAt, second, third } from "./lanes";

/*
 * Differences are computed in double precision, because float32 differences would round, and overflow near float32's
 * largest. A pair is summed in the same order whether it is one of four or alone, as (a, b) or (b, a), and in blocks of
 * any size: the same two rows give the same bits.
 */

/**
 * lanes[j] += Σ (a − xⱼ)² over the bytes start … end of both. `lanes`: four doubles for each j whose sum counts, with
 * room for n rounded up to a multiple of four.
 */
export function addSquares(a: usize, rows: usize, n: i32, start: usize, end: usize, lanes: usize): void {
  let j = 0;
  for (; j + 3 < n; j += 4) {
    const p = rowAt(rows, j) - a;
    const q = rowAt(rows, j + 1) - a;
    const r = rowAt(rows, j + 2) - a;
    const s = rowAt(rows, j + 3) - a;
    const to = lanes + ((<usize>j) << 5);
    let pl = v128.load(to);
    let ph = v128.load(to, 16);
    let ql = v128.load(to, 32);
    let qh = v128.load(to, 48);
    let rl = v128.load(to, 64);
    let rh = v128.load(to, 80);
    let sl = v128.load(to, 96);
    let sh = v128.load(to, 112);
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
    v128.store(to, pl);
    v128.store(to, ph, 16);
    v128.store(to, ql, 32);
    v128.store(to, qh, 48);
    v128.store(to, rl, 64);
    v128.store(to, rh, 80);
    v128.store(to, sl, 96);
    v128.store(to, sh, 112);
  }
  for (; j < n; j++) addSquaresOfOne(a, rowAt(rows, j) - a, start, end, lanes + ((<usize>j) << 5));
}

function addSquaresOfOne(a: usize, p: usize, start: usize, end: usize, to: usize): void {
  let l = v128.load(to);
  let h = v128.load(to, 16);
  for (let at = a + start; at < a + end; at += 32) {
    l = plusSquare(l, first(at), first(at + p));
    h = plusSquare(h, second(at), second(at + p));
    l = plusSquare(l, third(at), third(at + p));
    h = plusSquare(h, fourth(at), fourth(at + p));
  }
  v128.store(to, l);
  v128.store(to, h, 16);
}

/**
 * lanes[j] += Σ a·xⱼ, in the same way. `doubles`: room for the values of a between start and end, which are converted once
 * for all rows, because processors convert as slowly as they add.
 */
export function addProducts(
  a: usize,
  rows: usize,
  n: i32,
  doubles: usize,
  start: usize,
  end: usize,
  lanes: usize,
): void {
  for (let at: usize = 0; at < end - start; at += 16) {
    v128.store(doubles + 2 * at, first(a + start + at));
    v128.store(doubles + 2 * at, second(a + start + at), 16);
  }
  let j = 0;
  for (; j + 3 < n; j += 4) {
    const p = rowAt(rows, j) + start;
    const q = rowAt(rows, j + 1) + start;
    const r = rowAt(rows, j + 2) + start;
    const s = rowAt(rows, j + 3) + start;
    const to = lanes + ((<usize>j) << 5);
    let pl = v128.load(to);
    let ph = v128.load(to, 16);
    let ql = v128.load(to, 32);
    let qh = v128.load(to, 48);
    let rl = v128.load(to, 64);
    let rh = v128.load(to, 80);
    let sl = v128.load(to, 96);
    let sh = v128.load(to, 112);
    for (let at: usize = 0; at < end - start; at += 32) {
      const d = doubles + 2 * at;
      const atP = at + p;
      const atQ = at + q;
      const atR = at + r;
      const atS = at + s;
      const firstA = v128.load(d);
      pl = plusProduct(pl, firstA, first(atP));
      ql = plusProduct(ql, firstA, first(atQ));
      rl = plusProduct(rl, firstA, first(atR));
      sl = plusProduct(sl, firstA, first(atS));
      const secondA = v128.load(d, 16);
      ph = plusProduct(ph, secondA, second(atP));
      qh = plusProduct(qh, secondA, second(atQ));
      rh = plusProduct(rh, secondA, second(atR));
      sh = plusProduct(sh, secondA, second(atS));
      const thirdA = v128.load(d, 32);
      pl = plusProduct(pl, thirdA, third(atP));
      ql = plusProduct(ql, thirdA, third(atQ));
      rl = plusProduct(rl, thirdA, third(atR));
      sl = plusProduct(sl, thirdA, third(atS));
      const fourthA = v128.load(d, 48);
      ph = plusProduct(ph, fourthA, fourth(atP));
      qh = plusProduct(qh, fourthA, fourth(atQ));
      rh = plusProduct(rh, fourthA, fourth(atR));
      sh = plusProduct(sh, fourthA, fourth(atS));
    }
    v128.store(to, pl);
    v128.store(to, ph, 16);
    v128.store(to, ql, 32);
    v128.store(to, qh, 48);
    v128.store(to, rl, 64);
    v128.store(to, rh, 80);
    v128.store(to, sl, 96);
    v128.store(to, sh, 112);
  }
  for (; j < n; j++) addProductsOfOne(a, rowAt(rows, j) - a, start, end, lanes + ((<usize>j) << 5));
}

function addProductsOfOne(a: usize, p: usize, start: usize, end: usize, to: usize): void {
  let l = v128.load(to);
  let h = v128.load(to, 16);
  for (let at = a + start; at < a + end; at += 32) {
    l = plusProduct(l, first(at), first(at + p));
    h = plusProduct(h, second(at), second(at + p));
    l = plusProduct(l, third(at), third(at + p));
    h = plusProduct(h, fourth(at), fourth(at + p));
  }
  v128.store(to, l);
  v128.store(to, h, 16);
}

/** lanes[j] += Σ |a − xⱼ|, in the same way. */
export function addAbsolutes(a: usize, rows: usize, n: i32, start: usize, end: usize, lanes: usize): void {
  for (let j = 0; j < n; j += 2) {
    const p = rowAt(rows, j) - a;
    const q = rowAt(rows, j + 1) - a;
    const to = lanes + ((<usize>j) << 5);
    let pl = v128.load(to);
    let ph = v128.load(to, 16);
    let ql = v128.load(to, 32);
    let qh = v128.load(to, 48);
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
    v128.store(to, pl);
    v128.store(to, ph, 16);
    v128.store(to, ql, 32);
    v128.store(to, qh, 48);
  }
}

export function plusAbsolute(sum: v128, x: v128, y: v128): v128 {
  return f64x2.add(sum, f64x2.abs(f64x2.sub(x, y)));
}

function plusSquare(sum: v128, x: v128, y: v128): v128 {
  const difference = f64x2.sub(x, y);
  return f64x2.add(sum, f64x2.mul(difference, difference));
}

function plusProduct(sum: v128, x: v128, y: v128): v128 {
  return f64x2.add(sum, f64x2.mul(x, y));
}
