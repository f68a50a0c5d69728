import { first, fourth, rowAt, second, sumOfDoubles, third } from "./lanes";

/** The sum of all values, in double precision as all sums here. Measures the time to read the matrix once. */
export function plainRead(rows: usize, n: i32, bytes: usize): f64 {
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  for (let i = 0; i < n; i++) {
    const end = rowAt(rows, i) + bytes;
    for (let at = end - bytes; at < end; at += 32) {
      a = f64x2.add(a, first(at));
      b = f64x2.add(b, second(at));
      c = f64x2.add(c, third(at));
      d = f64x2.add(d, fourth(at));
    }
  }
  return sumOfDoubles(f64x2.add(a, b), f64x2.add(c, d));
}
