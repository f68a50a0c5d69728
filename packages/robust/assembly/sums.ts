import { first, floats, fourth, rowAt, second, third } from "./lanes";

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

/** out = v + (1/m) Σ kᵢ·(xᵢ − v); `kept`: n doubles. */
export function stepFrom(
  rows: usize,
  kept: usize,
  n: i32,
  v: usize,
  m: f64,
  out: usize,
  start: usize,
  end: usize,
): void {
  const count = f64x2.splat(m);
  for (let c = start; c < end; c += 32) {
    const xl = first(v + c);
    const xh = second(v + c);
    const yl = third(v + c);
    const yh = fourth(v + c);
    let a = f64x2.splat(0);
    let b = a;
    let d = a;
    let e = a;
    for (let i = 0; i < n; i++) {
      const at = rowAt(rows, i) + c;
      const share = v128.load64_splat(kept + ((<usize>i) << 3));
      a = plusScaled(a, share, f64x2.sub(first(at), xl));
      b = plusScaled(b, share, f64x2.sub(second(at), xh));
      d = plusScaled(d, share, f64x2.sub(third(at), yl));
      e = plusScaled(e, share, f64x2.sub(fourth(at), yh));
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
