import { rowAt } from "./lanes";

/**
 * Counts the columns in which row i's value survives a trim to `least` … `most`: counts[i], four ints whose sum counts.
 * shares[i] covers columns in which an end holds more values than places. Returns the number of columns in which all
 * values are equal; these are left out.
 *
 * Sixteen columns at a time are first counted as if they had no such ends, by row and by column. Then columns with such
 * ends are subtracted again.
 */
export function trimShares(
  rows: usize,
  m: i32,
  f: i32,
  least: usize,
  most: usize,
  counts: usize,
  shares: usize,
  start: usize,
  end: usize,
): i32 {
  const places = m - 2 * f;
  const placesInFour = i32x4.splat(4 * places);
  let alike = 0;
  for (let c = start; c < end; c += 64) {
    const from = least + c;
    const to = most + c;
    let total = i32x4.splat(0);
    for (let i = 0; i < m; i++) {
      const row = rowAt(rows, i) + c;
      const count = counts + ((<usize>i) << 4);
      const p = between(v128.load(row), v128.load(from), v128.load(to));
      const q = between(v128.load(row, 16), v128.load(from, 16), v128.load(to, 16));
      const r = between(v128.load(row, 32), v128.load(from, 32), v128.load(to, 32));
      const s = between(v128.load(row, 48), v128.load(from, 48), v128.load(to, 48));
      const survived = i32x4.add(i32x4.add(p, q), i32x4.add(r, s)); // minus their number
      total = i32x4.sub(total, survived);
      v128.store(count, i32x4.sub(v128.load(count), survived));
    }
    // no column has fewer survivors than places: if four of them have four times as many, each has as many
    if (i32x4.all_true(i32x4.eq(total, placesInFour))) continue;
    for (let four: usize = 0; four < 64; four += 16) {
      const clear = i32x4.eq(survivors(rows, m, c + four, from + four, to + four), i32x4.splat(places));
      alike += settle(rows, m, f, c + four, least, most, clear, counts, shares);
    }
  }
  return alike;
}

/** Subtracts those of four columns that are not `clear`, and divides their places. Returns how many hold only equal values. */
function settle(
  rows: usize,
  m: i32,
  f: i32,
  c: usize,
  least: usize,
  most: usize,
  clear: v128,
  counts: usize,
  shares: usize,
): i32 {
  if (i32x4.all_true(clear)) return 0;
  const from = v128.load(least + c);
  const to = v128.load(most + c);
  let same = f32x4.eq(from, to);
  for (let i = 0; i < m; i++) {
    const x = v128.load(rowAt(rows, i) + c);
    const count = counts + ((<usize>i) << 4);
    v128.store(count, i32x4.add(v128.load(count), v128.andnot(between(x, from, to), clear)));
    same = v128.and(same, f32x4.eq(x, from));
  }
  const alike = i32x4.bitmask(same) & ~i32x4.bitmask(clear);
  const tied = 15 & ~(alike | i32x4.bitmask(clear));
  for (let lane = 0; lane < 4; lane++) {
    if (tied & (1 << lane)) addTied(rows, m, f, c + 4 * lane, least, most, shares);
  }
  return popcnt(alike);
}

/** Of four columns. */
function survivors(rows: usize, m: i32, c: usize, from: usize, to: usize): v128 {
  let count = i32x4.splat(0);
  for (let i = 0; i < m; i++) {
    const x = v128.load(rowAt(rows, i) + c);
    count = i32x4.sub(count, between(x, v128.load(from), v128.load(to)));
  }
  return count;
}

function between(x: v128, from: v128, to: v128): v128 {
  return v128.and(f32x4.ge(x, from), f32x4.le(x, to));
}

/** One column whose ends hold more values than places: equal values share the places left for them. */
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
