import { first, floats, fourth, rowAt, second, third } from "./lanes";

/**
 * mean = each column's mean; deviation = its standard deviation (ddof 1), at most float32's largest value; n > 1. With
 * deviation = 0 only the means, also of one row.
 */
export function moments(rows: usize, n: i32, mean: usize, deviation: usize, bytes: usize): void {
  const count = f64x2.splat(n);
  const others = f64x2.splat(n - 1);
  for (let c: usize = 0; c < bytes; c += 32) {
    let a = f64x2.splat(0);
    let b = a;
    let d = a;
    let e = a;
    for (let i = 0; i < n; i++) {
      const at = rowAt(rows, i) + c;
      a = f64x2.add(a, first(at));
      b = f64x2.add(b, second(at));
      d = f64x2.add(d, third(at));
      e = f64x2.add(e, fourth(at));
    }
    a = f64x2.div(a, count);
    b = f64x2.div(b, count);
    d = f64x2.div(d, count);
    e = f64x2.div(e, count);
    v128.store(mean + c, floats(a, b));
    v128.store(mean + c, floats(d, e), 16);
    if (deviation === 0) continue;
    let p = f64x2.splat(0);
    let q = p;
    let r = p;
    let s = p;
    for (let i = 0; i < n; i++) {
      const at = rowAt(rows, i) + c;
      p = f64x2.add(p, squared(f64x2.sub(first(at), a)));
      q = f64x2.add(q, squared(f64x2.sub(second(at), b)));
      r = f64x2.add(r, squared(f64x2.sub(third(at), d)));
      s = f64x2.add(s, squared(f64x2.sub(fourth(at), e)));
    }
    v128.store(deviation + c, floats(rooted(p, others), rooted(q, others)));
    v128.store(deviation + c, floats(rooted(r, others), rooted(s, others)), 16);
  }
}

/** sums = Σ (xᵢ − v)², n doubles rounded up to a multiple of four; each sum adds its columns in their order. */
export function squaresAround(rows: usize, n: i32, v: usize, sums: usize, bytes: usize): void {
  for (let i = 0; i < n; i += 4) {
    const p = rowAt(rows, i);
    const q = rowAt(rows, i + 1);
    const r = rowAt(rows, i + 2);
    const s = rowAt(rows, i + 3);
    let a: f64 = 0;
    let b: f64 = 0;
    let d: f64 = 0;
    let e: f64 = 0;
    for (let c: usize = 0; c < bytes; c += 4) {
      const center = <f64>load<f32>(v + c);
      const x = <f64>load<f32>(p + c) - center;
      const y = <f64>load<f32>(q + c) - center;
      const z = <f64>load<f32>(r + c) - center;
      const w = <f64>load<f32>(s + c) - center;
      a += x * x;
      b += y * y;
      d += z * z;
      e += w * w;
    }
    const to = sums + ((<usize>i) << 3);
    store<f64>(to, a);
    store<f64>(to, b, 8);
    store<f64>(to, d, 16);
    store<f64>(to, e, 24);
  }
}

function squared(x: v128): v128 {
  return f64x2.mul(x, x);
}

/** √(sum/count), within float32's range. */
function rooted(sum: v128, count: v128): v128 {
  return f64x2.min(f64x2.sqrt(f64x2.div(sum, count)), f64x2.splat(f32.MAX_VALUE));
}
