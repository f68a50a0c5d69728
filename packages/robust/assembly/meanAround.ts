import { floats, high, low } from "./lanes";
import { merge, sortGroups, WIRE } from "./network";

/**
 * out = each column's mean of the `keep` values nearest to the centre's. `wires` and a program that sorts all of them, as
 * for `trim`; `masks`: room for 16·(m − keep) bytes.
 *
 * A window of `keep` values of the sorted column stays. Its start moves past x_s while x_s is farther from the centre than
 * x_{s+keep}. This holds up to some s and not beyond, so it can be tested for every s at once, in four columns.
 */
export function meanAround(
  rows: usize,
  m: i32,
  center: usize,
  keep: i32,
  wires: usize,
  program: usize,
  programEnd: usize,
  masks: usize,
  out: usize,
  start: usize,
  end: usize,
): void {
  const excess = m - keep;
  const count = f64x2.splat(keep);
  for (let c = start; c < end; c += WIRE) {
    sortGroups(rows, m, c, wires);
    merge(program, programEnd, wires);
    for (let v: usize = 0; v < WIRE; v += 16) {
      const middle = v128.load(center + c + v);
      const ml = low(middle);
      const mh = high(middle);
      let tied = i32x4.splat(0);
      for (let s = 0; s < excess; s++) {
        const x = valueAt(wires + v, s);
        const y = valueAt(wires + v, s + keep);
        const xl = f64x2.sub(ml, low(x));
        const xh = f64x2.sub(mh, high(x));
        const yl = f64x2.sub(low(y), ml);
        const yh = f64x2.sub(high(y), mh);
        v128.store(masks + ((<usize>s) << 4), narrow(f64x2.gt(xl, yl), f64x2.gt(xh, yh)));
        const even = narrow(alike(xl, yl, low(x), low(y)), alike(xh, yh, high(x), high(y)));
        tied = v128.or(tied, v128.and(even, f32x4.ne(x, y)));
      }
      let a = f64x2.splat(0);
      let b = a;
      for (let k = 0; k < m; k++) {
        let x = valueAt(wires + v, k);
        if (k < excess) x = v128.andnot(x, v128.load(masks + ((<usize>k) << 4)));
        if (k >= keep) x = v128.and(x, v128.load(masks + ((<usize>(k - keep)) << 4)));
        a = f64x2.add(a, low(x));
        b = f64x2.add(b, high(x));
      }
      const to = out + c + v;
      v128.store(to, floats(f64x2.div(a, count), f64x2.div(b, count)));
      if (!v128.any_true(tied)) continue;
      for (let lane: usize = 0; lane < 16; lane += 4) {
        store<f32>(to + lane, oneByOne(wires + v + lane, m, load<f32>(center + c + v + lane), keep));
      }
    }
  }
}

function valueAt(wires: usize, k: i32): v128 {
  return v128.load(wires + <usize>k * WIRE);
}

/** The largest difference of distances that rounding the centre to float32 can cause, as in the plain pass. */
const ALIKE: f64 = 1 / 8388608; // 2^−23

function alike(toX: v128, toY: v128, x: v128, y: v128): v128 {
  const reach = f64x2.mul(f64x2.splat(ALIKE), f64x2.add(f64x2.abs(x), f64x2.abs(y)));
  return f64x2.le(f64x2.abs(f64x2.sub(toX, toY)), reach);
}

/** Joins two masks of two doubles into one mask of four floats. */
function narrow(low: v128, high: v128): v128 {
  return v128.shuffle<u32>(low, high, 0, 2, 4, 6);
}

/** A column with values at the same distance on both sides: two values share the last place. */
function oneByOne(wires: usize, m: i32, middle: f64, keep: i32): f32 {
  let first = 0;
  let last = m - 1;
  let excess = m - keep;
  let sum: f64 = 0;
  while (excess > 0) {
    const below = scalarAt(wires, first);
    const above = scalarAt(wires, last);
    const difference = middle - below - (above - middle);
    const tied = Math.abs(difference) <= ALIKE * (Math.abs(below) + Math.abs(above));
    if (tied && excess === 1) sum = (below + above) / 2;
    if (tied || difference > 0) first++;
    if (tied || difference < 0) last--;
    excess -= tied ? 2 : 1;
  }
  for (let k = first; k <= last; k++) sum += scalarAt(wires, k);
  return f32(sum / f64(keep));
}

function scalarAt(wires: usize, k: i32): f64 {
  return load<f32>(wires + <usize>k * WIRE);
}
