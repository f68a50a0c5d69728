import { first, floats, fourth, rowAt, second, third } from "./lanes";

/**
 * out = the sum of `count` rows, four of them as (a + b) + (c + d), and then of n vectors of doubles. Without rows it begins
 * with the first vector. `terms`: the addresses of the vectors at column 0, or, with an odd address, one byte before their
 * values at `start`. `share` = 0: `out` has doubles at column `start`, and may be one of the vectors. Else `out` is a vector of
 * floats, the sum times `share`.
 */
export function addUp(
  rows: usize,
  count: i32,
  terms: usize,
  n: i32,
  share: f64,
  out: usize,
  start: usize,
  end: usize,
): void {
  const factor = f64x2.splat(share);
  const known = count > 0 ? 0 : 1; // terms that the sum begins with
  const begin: usize = count > 0 ? 0 : termAt(terms, 0, start);
  const t: usize = n > known ? termAt(terms, known, start) : 0;
  const u: usize = n > known + 1 ? termAt(terms, known + 1, start) : 0;
  const v: usize = n > known + 2 ? termAt(terms, known + 2, start) : 0;
  const p = count > 0 ? rowAt(rows, 0) : 0;
  const q = count > 1 ? rowAt(rows, 1) : 0;
  const r = count > 2 ? rowAt(rows, 2) : 0;
  const s = count > 3 ? rowAt(rows, 3) : 0;
  for (let c = start; c < end; c += 32) {
    let a: v128;
    let b: v128;
    let d: v128;
    let e: v128;
    if (count >= 4) {
      a = four(first(p + c), first(q + c), first(r + c), first(s + c));
      b = four(second(p + c), second(q + c), second(r + c), second(s + c));
      d = four(third(p + c), third(q + c), third(r + c), third(s + c));
      e = four(fourth(p + c), fourth(q + c), fourth(r + c), fourth(s + c));
    } else if (count > 0) {
      a = first(p + c);
      b = second(p + c);
      d = third(p + c);
      e = fourth(p + c);
      for (let row = 1; row < count; row++) {
        const at = (row < 2 ? q : r) + c;
        a = f64x2.add(a, first(at));
        b = f64x2.add(b, second(at));
        d = f64x2.add(d, third(at));
        e = f64x2.add(e, fourth(at));
      }
    } else {
      const at = begin + 2 * c;
      a = v128.load(at);
      b = v128.load(at, 16);
      d = v128.load(at, 32);
      e = v128.load(at, 48);
    }
    for (let i = known; i < n; i++) {
      const next = i - known;
      const at = (next === 0 ? t : next === 1 ? u : next === 2 ? v : termAt(terms, i, start)) + 2 * c;
      a = f64x2.add(a, v128.load(at));
      b = f64x2.add(b, v128.load(at, 16));
      d = f64x2.add(d, v128.load(at, 32));
      e = f64x2.add(e, v128.load(at, 48));
    }
    if (share !== 0) {
      v128.store(out + c, floats(f64x2.mul(a, factor), f64x2.mul(b, factor)));
      v128.store(out + c, floats(f64x2.mul(d, factor), f64x2.mul(e, factor)), 16);
      continue;
    }
    const to = out + 2 * (c - start);
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, d, 32);
    v128.store(to, e, 48);
  }
}

/** Where column 0 of term i is, or would be. */
export function termAt(terms: usize, i: i32, start: usize): usize {
  const at = rowAt(terms, i);
  return at & 1 ? at + 1 - 2 * start : at;
}

function four(a: v128, b: v128, c: v128, d: v128): v128 {
  return f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
}
