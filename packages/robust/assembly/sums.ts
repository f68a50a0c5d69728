import { floats, high, low, rowAt } from "./lanes";

/** out = Σ wᵢ·xᵢ; `weights`: n doubles. Sixteen columns at a time: their sums stay in registers. */
export function combine(rows: usize, weights: usize, n: i32, out: usize, bytes: usize): void {
  for (let c: usize = 0; c < bytes; c += 64) {
    let a = f64x2.splat(0);
    let b = a;
    let d = a;
    let e = a;
    let f = a;
    let g = a;
    let h = a;
    let k = a;
    for (let i = 0; i < n; i++) {
      const at = rowAt(rows, i) + c;
      const weight = v128.load64_splat(weights + ((<usize>i) << 3));
      const p = v128.load(at);
      a = plusScaled(a, weight, low(p));
      b = plusScaled(b, weight, high(p));
      const q = v128.load(at, 16);
      d = plusScaled(d, weight, low(q));
      e = plusScaled(e, weight, high(q));
      const r = v128.load(at, 32);
      f = plusScaled(f, weight, low(r));
      g = plusScaled(g, weight, high(r));
      const s = v128.load(at, 48);
      h = plusScaled(h, weight, low(s));
      k = plusScaled(k, weight, high(s));
    }
    v128.store(out + c, floats(a, b));
    v128.store(out + c, floats(d, e), 16);
    v128.store(out + c, floats(f, g), 32);
    v128.store(out + c, floats(h, k), 48);
  }
}

/** out = v + (1/m) Σ kᵢ·(xᵢ − v); `kept`: n doubles. */
export function stepFrom(rows: usize, kept: usize, n: i32, v: usize, m: f64, out: usize, bytes: usize): void {
  const count = f64x2.splat(m);
  for (let c: usize = 0; c < bytes; c += 32) {
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
