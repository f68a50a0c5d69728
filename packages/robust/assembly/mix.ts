import { first, floats, rowAt, second } from "./lanes";
import { plusScaled } from "./sums";

/**
 * Row i of `out` = Σⱼ wᵢⱼ·xⱼ for k rows `stride` bytes apart, k a multiple of 4. `weights`: 4·m doubles [m, 4] for each
 * four rows, so that they are read in the order of use. A row with weight 0 in all four is skipped.
 */
export function mix(
  rows: usize,
  m: i32,
  weights: usize,
  k: i32,
  out: usize,
  stride: usize,
  start: usize,
  end: usize,
): void {
  for (let i = 0; i < k; i += 4) {
    const at = weights + <usize>(i * m) * 8;
    const to = out + <usize>i * stride;
    for (let c = start; c < end; c += 16) four(rows, m, at, to, stride, c);
  }
}

/** Four columns of four new rows. */
function four(rows: usize, m: i32, weights: usize, out: usize, stride: usize, c: usize): void {
  let a = f64x2.splat(0);
  let b = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  let k = a;
  for (let j = 0; j < m; j++) {
    const at = weights + ((<usize>j) << 5);
    if (!v128.any_true(v128.or(v128.load(at), v128.load(at, 16)))) continue;
    const x = rowAt(rows, j) + c;
    const xl = first(x);
    const xh = second(x);
    const p = v128.load64_splat(at);
    a = plusScaled(a, p, xl);
    b = plusScaled(b, p, xh);
    const q = v128.load64_splat(at, 8);
    d = plusScaled(d, q, xl);
    e = plusScaled(e, q, xh);
    const r = v128.load64_splat(at, 16);
    f = plusScaled(f, r, xl);
    g = plusScaled(g, r, xh);
    const s = v128.load64_splat(at, 24);
    h = plusScaled(h, s, xl);
    k = plusScaled(k, s, xh);
  }
  let to = out + c;
  v128.store(to, floats(a, b));
  to += stride;
  v128.store(to, floats(d, e));
  to += stride;
  v128.store(to, floats(f, g));
  to += stride;
  v128.store(to, floats(h, k));
}
