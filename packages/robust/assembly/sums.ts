import { first, floats, rowAt, second } from "./lanes";
import { termAt } from "./mean";

/** Columns per block, so that their sums stay in the first-level cache while the rows stream through. */
const BLOCK: usize = 1024;

/** out = Σ wᵢ·xᵢ; `weights`: n doubles; `sums`: room for 1024 doubles. */
export function combine(rows: usize, weights: usize, n: i32, sums: usize, out: usize, bytes: usize): void {
  for (let start: usize = 0; start < bytes; start += 4 * BLOCK) {
    const width = min<usize>(4 * BLOCK, bytes - start);
    memory.fill(sums, 0, 2 * width);
    let i = 0;
    for (; i + 3 < n; i += 4)
      addFour(rows + ((<usize>i) << 2), weights + ((<usize>i) << 3), sums, start, width);
    for (; i < n; i++) addOne(rowAt(rows, i) + start, weights + ((<usize>i) << 3), sums, width);
    for (let c: usize = 0; c < width; c += 16) {
      v128.store(out + start + c, floats(v128.load(sums + 2 * c), v128.load(sums + 2 * c, 16)));
    }
  }
}

function addFour(rows: usize, weights: usize, sums: usize, start: usize, width: usize): void {
  const p = rowAt(rows, 0) + start;
  const q = rowAt(rows, 1) + start;
  const r = rowAt(rows, 2) + start;
  const s = rowAt(rows, 3) + start;
  const u = v128.load64_splat(weights);
  const v = v128.load64_splat(weights, 8);
  const w = v128.load64_splat(weights, 16);
  const z = v128.load64_splat(weights, 24);
  for (let c: usize = 0; c < width; c += 16) {
    const at = sums + 2 * c;
    const a = plusScaled(v128.load(at), u, first(p + c));
    const b = plusScaled(v128.load(at, 16), u, second(p + c));
    const d = plusScaled(a, v, first(q + c));
    const e = plusScaled(b, v, second(q + c));
    const f = plusScaled(d, w, first(r + c));
    const g = plusScaled(e, w, second(r + c));
    v128.store(at, plusScaled(f, z, first(s + c)));
    v128.store(at, plusScaled(g, z, second(s + c)), 16);
  }
}

function addOne(row: usize, weight: usize, sums: usize, width: usize): void {
  const w = v128.load64_splat(weight);
  for (let c: usize = 0; c < width; c += 16) {
    const at = sums + 2 * c;
    v128.store(at, plusScaled(v128.load(at), w, first(row + c)));
    v128.store(at, plusScaled(v128.load(at, 16), w, second(row + c)), 16);
  }
}

/**
 * out = the sum of kᵢ·xᵢ over `count` rows, four of them as two pairs, and then of n vectors of doubles; rows, terms and `out`
 * as for `addUp`. `kept`: `count` doubles. With m > 0, `out` is a vector of floats instead: v + (sum − total·v) / m.
 */
export function addKept(
  rows: usize,
  kept: usize,
  count: i32,
  terms: usize,
  n: i32,
  v: usize,
  total: f64,
  m: f64,
  out: usize,
  start: usize,
  end: usize,
): void {
  const known = count > 0 ? 0 : 1; // terms that the sum begins with
  const begin: usize = count > 0 ? 0 : termAt(terms, 0, start);
  const p = count > 0 ? rowAt(rows, 0) : 0;
  const q = count > 1 ? rowAt(rows, 1) : 0;
  const r = count > 2 ? rowAt(rows, 2) : 0;
  const s = count > 3 ? rowAt(rows, 3) : 0;
  const kp = f64x2.splat(count > 0 ? load<f64>(kept) : 0);
  const kq = f64x2.splat(count > 1 ? load<f64>(kept, 8) : 0);
  const kr = f64x2.splat(count > 2 ? load<f64>(kept, 16) : 0);
  const ks = f64x2.splat(count > 3 ? load<f64>(kept, 24) : 0);
  const all = f64x2.splat(total);
  const share = f64x2.splat(m);
  for (let c = start; c < end; c += 16) {
    let a: v128;
    let b: v128;
    if (count > 0) {
      a = f64x2.mul(kp, first(p + c));
      b = f64x2.mul(kp, second(p + c));
      if (count > 1) {
        a = plusScaled(a, kq, first(q + c));
        b = plusScaled(b, kq, second(q + c));
      }
      if (count > 3) {
        a = f64x2.add(a, plusScaled(f64x2.mul(kr, first(r + c)), ks, first(s + c)));
        b = f64x2.add(b, plusScaled(f64x2.mul(kr, second(r + c)), ks, second(s + c)));
      } else if (count > 2) {
        a = plusScaled(a, kr, first(r + c));
        b = plusScaled(b, kr, second(r + c));
      }
    } else {
      a = v128.load(begin + 2 * c);
      b = v128.load(begin + 2 * c, 16);
    }
    for (let i = known; i < n; i++) {
      const at = termAt(terms, i, start) + 2 * c;
      a = f64x2.add(a, v128.load(at));
      b = f64x2.add(b, v128.load(at, 16));
    }
    if (m > 0) {
      const x = first(v + c);
      const y = second(v + c);
      const stepX = f64x2.div(f64x2.sub(a, f64x2.mul(all, x)), share);
      const stepY = f64x2.div(f64x2.sub(b, f64x2.mul(all, y)), share);
      v128.store(out + c, floats(f64x2.add(x, stepX), f64x2.add(y, stepY)));
      continue;
    }
    const to = out + 2 * (c - start);
    v128.store(to, a);
    v128.store(to, b, 16);
  }
}

export function plusScaled(sum: v128, weight: v128, x: v128): v128 {
  return f64x2.add(sum, f64x2.mul(weight, x));
}
