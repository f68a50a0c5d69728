import { first, floats, rowAt, second } from "./lanes";
import { plusScaled } from "./sums";

/** Four rows `stride` bytes apart from `out` on, each the weighted sum of n rows. `weights`: doubles, [n, 4]. */
export function mix(
  rows: usize,
  n: i32,
  weights: usize,
  out: usize,
  stride: usize,
  start: usize,
  end: usize,
): void {
  for (let c = start; c < end; c += 16) four(rows, n, weights, out, stride, c);
}

/** Four columns of four new rows. */
function four(rows: usize, n: i32, weights: usize, out: usize, stride: usize, c: usize): void {
  let a = f64x2.splat(0);
  let b = a;
  let d = a;
  let e = a;
  let f = a;
  let g = a;
  let h = a;
  let k = a;
  for (let j = 0; j < n; j++) {
    const at = weights + ((<usize>j) << 5);
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
