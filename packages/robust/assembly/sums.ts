import { fetch } from "./fetch";
import { floats, high, low, rowAt } from "./lanes";

/** Columns at a time, so that their sums stay in the nearest cache while the rows stream by. */
const BLOCK: usize = 512;

/** out = Σ wᵢ·xᵢ; `weights`: n doubles; `sums`: room for 512 doubles. */
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
    let a = v128.load(at);
    let b = v128.load(at, 16);
    const x = v128.load(p + c);
    a = plusScaled(a, u, low(x));
    b = plusScaled(b, u, high(x));
    const y = v128.load(q + c);
    a = plusScaled(a, v, low(y));
    b = plusScaled(b, v, high(y));
    const g = v128.load(r + c);
    a = plusScaled(a, w, low(g));
    b = plusScaled(b, w, high(g));
    const h = v128.load(s + c);
    a = plusScaled(a, z, low(h));
    b = plusScaled(b, z, high(h));
    v128.store(at, a);
    v128.store(at, b, 16);
  }
}

function addOne(row: usize, weight: usize, sums: usize, width: usize): void {
  const w = v128.load64_splat(weight);
  for (let c: usize = 0; c < width; c += 16) {
    const at = sums + 2 * c;
    const x = v128.load(row + c);
    v128.store(at, plusScaled(v128.load(at), w, low(x)));
    v128.store(at, plusScaled(v128.load(at, 16), w, high(x)), 16);
  }
}

/** out = v + (1/m) Σ kᵢ·(xᵢ − v); `kept`: n doubles. */
export function stepFrom(rows: usize, kept: usize, n: i32, v: usize, m: f64, out: usize, bytes: usize): void {
  const count = f64x2.splat(m);
  for (let c: usize = 0; c < bytes; c += 32) {
    fetch(rows, n, c, bytes);
    const x = v128.load(v + c);
    const y = v128.load(v + c, 16);
    const xl = low(x);
    const xh = high(x);
    const yl = low(y);
    const yh = high(y);
    let a = f64x2.splat(0);
    let b = a;
    let d = a;
    let e = a;
    for (let i = 0; i < n; i++) {
      const at = rowAt(rows, i) + c;
      const share = v128.load64_splat(kept + ((<usize>i) << 3));
      const p = v128.load(at);
      a = plusScaled(a, share, f64x2.sub(low(p), xl));
      b = plusScaled(b, share, f64x2.sub(high(p), xh));
      const q = v128.load(at, 16);
      d = plusScaled(d, share, f64x2.sub(low(q), yl));
      e = plusScaled(e, share, f64x2.sub(high(q), yh));
    }
    const stepX = floats(f64x2.add(xl, f64x2.div(a, count)), f64x2.add(xh, f64x2.div(b, count)));
    const stepY = floats(f64x2.add(yl, f64x2.div(d, count)), f64x2.add(yh, f64x2.div(e, count)));
    v128.store(out + c, stepX);
    v128.store(out + c, stepY, 16);
  }
}

export function plusScaled(sum: v128, weight: v128, x: v128): v128 {
  return f64x2.add(sum, f64x2.mul(weight, x));
}
