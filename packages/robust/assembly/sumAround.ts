import { rowAt } from "./lanes";

/** Columns per block, so that their sums stay in the first-level cache while the rows stream through. */
const BLOCK: usize = 1024;
/** The most terms that are added up one after the other. */
const TERMS = 32;

/**
 * out = a + Σ wᵢ·(xᵢ − a) in single precision, which spares the conversion of each value. At most 32 terms are added up one
 * after the other, then those sums, so that little rounding adds up. Returns whether all of `out` is finite: differences
 * overflow above float32's largest value.
 *
 * `weights`: n floats, followed by zeros up to a multiple of four; `sums`: room for 2048 floats.
 */
export function combineAround(
  rows: usize,
  weights: usize,
  n: i32,
  a: usize,
  sums: usize,
  out: usize,
  bytes: usize,
): bool {
  const part = sums + 4 * BLOCK;
  let nulls = f32x4.splat(0); // x − x is NaN unless x is finite
  for (let start: usize = 0; start < bytes; start += 4 * BLOCK) {
    const width = min<usize>(4 * BLOCK, bytes - start);
    for (let from = 0; from < n; from += TERMS) {
      const into = from > 0 ? part : sums;
      memory.fill(into, 0, width);
      const to = min(from + TERMS, n);
      for (let i = from; i < to; i += 4) {
        const at = (<usize>i) << 2;
        addFour(rows + at, weights + at, a + start, into, start, width);
      }
      if (from > 0) add(sums, part, width);
    }
    add(sums, a + start, width);
    for (let c: usize = 0; c < width; c += 16) {
      const x = v128.load(sums + c);
      nulls = f32x4.add(nulls, f32x4.sub(x, x));
      v128.store(out + start + c, x);
    }
  }
  return i32x4.all_true(f32x4.eq(nulls, nulls));
}

function add(to: usize, from: usize, width: usize): void {
  for (let c: usize = 0; c < width; c += 16) {
    v128.store(to + c, f32x4.add(v128.load(to + c), v128.load(from + c)));
  }
}

/** Takes 64 bytes per turn, because a turn's own cost is half that of its sums. */
function addFour(rows: usize, weights: usize, a: usize, part: usize, start: usize, width: usize): void {
  const p = rowAt(rows, 0) + start;
  const q = rowAt(rows, 1) + start;
  const r = rowAt(rows, 2) + start;
  const s = rowAt(rows, 3) + start;
  const u = v128.load32_splat(weights);
  const v = v128.load32_splat(weights, 4);
  const w = v128.load32_splat(weights, 8);
  const z = v128.load32_splat(weights, 12);
  for (let c: usize = 0; c < width; c += 64) {
    const to = part + c;
    let from = v128.load(a + c);
    let pq = f32x4.add(apart(v128.load(p + c), from, u), apart(v128.load(q + c), from, v));
    let rs = f32x4.add(apart(v128.load(r + c), from, w), apart(v128.load(s + c), from, z));
    v128.store(to, f32x4.add(v128.load(to), f32x4.add(pq, rs)));
    from = v128.load(a + c, 16);
    pq = f32x4.add(apart(v128.load(p + c, 16), from, u), apart(v128.load(q + c, 16), from, v));
    rs = f32x4.add(apart(v128.load(r + c, 16), from, w), apart(v128.load(s + c, 16), from, z));
    v128.store(to, f32x4.add(v128.load(to, 16), f32x4.add(pq, rs)), 16);
    from = v128.load(a + c, 32);
    pq = f32x4.add(apart(v128.load(p + c, 32), from, u), apart(v128.load(q + c, 32), from, v));
    rs = f32x4.add(apart(v128.load(r + c, 32), from, w), apart(v128.load(s + c, 32), from, z));
    v128.store(to, f32x4.add(v128.load(to, 32), f32x4.add(pq, rs)), 32);
    from = v128.load(a + c, 48);
    pq = f32x4.add(apart(v128.load(p + c, 48), from, u), apart(v128.load(q + c, 48), from, v));
    rs = f32x4.add(apart(v128.load(r + c, 48), from, w), apart(v128.load(s + c, 48), from, z));
    v128.store(to, f32x4.add(v128.load(to, 48), f32x4.add(pq, rs)), 48);
  }
}

function apart(x: v128, from: v128, weight: v128): v128 {
  return f32x4.mul(weight, f32x4.sub(x, from));
}
