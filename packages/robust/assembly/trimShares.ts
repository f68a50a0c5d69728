import { fetch } from "./fetch";
import { rowAt, sumOfInts } from "./lanes";

/**
 * shares[i] = in how many columns row i's value survives a trim to `least` … `most`, those counted in shares where more
 * values than places are at an end; answers how many columns hold one value throughout, which are left out.
 * `counts`: m times four ints, zero; `shares`: m doubles, zero.
 */
export function trimShares(
  rows: usize,
  m: i32,
  f: i32,
  least: usize,
  most: usize,
  counts: usize,
  shares: usize,
  bytes: usize,
): i32 {
  const places = i32x4.splat(m - 2 * f);
  const all = i32x4.splat(m);
  let alike = i32x4.splat(0);
  for (let c: usize = 0; c < bytes; c += 16) {
    fetch(rows, m, c, bytes);
    const from = v128.load(least + c);
    const to = v128.load(most + c);
    let inside = i32x4.splat(0);
    for (let i = 0; i < m; i++) inside = i32x4.sub(inside, between(v128.load(rowAt(rows, i) + c), from, to));
    const clear = i32x4.eq(inside, places);
    if (!i32x4.all_true(clear)) {
      const same = v128.and(f32x4.eq(from, to), i32x4.eq(inside, all));
      alike = i32x4.sub(alike, v128.andnot(same, clear));
      const tied = ~(i32x4.bitmask(clear) | i32x4.bitmask(same)) & 15;
      for (let lane = 0; lane < 4; lane++)
        if (tied & (1 << lane)) addTied(rows, m, f, c + 4 * lane, least, most, shares);
    }
    for (let i = 0; i < m; i++) {
      const kept = v128.and(between(v128.load(rowAt(rows, i) + c), from, to), clear);
      const count = counts + ((<usize>i) << 4);
      v128.store(count, i32x4.sub(v128.load(count), kept));
    }
  }
  for (let i = 0; i < m; i++) {
    const share = shares + ((<usize>i) << 3);
    store<f64>(share, load<f64>(share) + sumOfInts(v128.load(counts + ((<usize>i) << 4))));
  }
  return sumOfInts(alike);
}

function between(x: v128, from: v128, to: v128): v128 {
  return v128.and(f32x4.ge(x, from), f32x4.le(x, to));
}

/** One column where more values than places are at its ends: equal ones share the places left for them. */
function addTied(rows: usize, m: i32, f: i32, c: usize, least: usize, most: usize, shares: usize): void {
  const from = load<f32>(least + c);
  const to = load<f32>(most + c);
  let below = 0;
  let above = 0;
  let atFrom = 0;
  let atTo = 0;
  for (let i = 0; i < m; i++) {
    const x = load<f32>(rowAt(rows, i) + c);
    below += i32(x < from);
    above += i32(x > to);
    atFrom += i32(x === from);
    atTo += i32(x === to);
  }
  const fromShare: f64 = from === to ? f64(m - 2 * f) / f64(atFrom) : f64(below + atFrom - f) / f64(atFrom);
  const toShare: f64 = from === to ? fromShare : f64(above + atTo - f) / f64(atTo);
  for (let i = 0; i < m; i++) {
    const x = load<f32>(rowAt(rows, i) + c);
    let share: f64 = 0;
    if (x === from) share = fromShare;
    else if (x === to) share = toShare;
    else if (x > from && x < to) share = 1;
    const at = shares + ((<usize>i) << 3);
    store<f64>(at, load<f64>(at) + share);
  }
}
