import { BLOCK, forEachSortedBlock } from "./sortedBlocks";

type Rows = readonly Float32Array[];

/** Every column without its f smallest and f largest values. */
export interface Trim {
  f: number;
  /** [d]: the mean of the remaining values. */
  mean: Float32Array;
  /** [d]: the smallest and the largest remaining value. */
  low: Float32Array;
  high: Float32Array;
}

/** The f of the trim that leaves the middle value, or the middle two. */
export function medianTrim(m: number): number {
  return (m - 1) >> 1;
}

export function trim(x: Rows, f: number): Trim {
  const m = x.length;
  const d = x[0].length;
  const mean = new Float32Array(d);
  const low = new Float32Array(d);
  const high = new Float32Array(d);
  const sums = new Float64Array(BLOCK);
  forEachSortedBlock(x, f, m - f, (sorted, start, width) => {
    sums.fill(0);
    // sums only the kept values: subtracting the extremes from a sum of all would cancel
    for (let k = f; k < m - f; k++) for (let c = 0; c < width; c++) sums[c] += sorted[k * BLOCK + c];
    for (let c = 0; c < width; c++) mean[start + c] = sums[c] / (m - 2 * f);
    low.set(sorted.subarray(f * BLOCK, f * BLOCK + width), start);
    high.set(sorted.subarray((m - 1 - f) * BLOCK, (m - 1 - f) * BLOCK + width), start);
  });
  return { f, mean, low, high };
}

/** [m]: the share of the columns in which a row's value remains. Equal values share the places left for them. */
export function trimShares(x: Rows, { f, low, high }: Trim): Float64Array {
  const m = x.length;
  const d = low.length;
  const shares = new Float64Array(m);
  const inside = new Int32Array(BLOCK);
  for (let start = 0; start < d; start += BLOCK) {
    const width = Math.min(BLOCK, d - start);
    inside.fill(0);
    for (const row of x) countInside(inside, row, low, high, start, width);
    for (let i = 0; i < m; i++) shares[i] += withoutTies(inside, m - 2 * f, x[i], low, high, start, width);
    for (let c = 0; c < width; c++) {
      if (inside[c] !== m - 2 * f) addTied(shares, x, f, low[start + c], high[start + c], start + c);
    }
  }
  return shares.map((share) => share / d);
}

function countInside(
  inside: Int32Array,
  row: Float32Array,
  low: Float32Array,
  high: Float32Array,
  start: number,
  width: number,
): void {
  for (let c = 0; c < width; c++) {
    const value = row[start + c];
    inside[c] += Number(value >= low[start + c]) & Number(value <= high[start + c]);
  }
}

/** Counts the columns in which a row is inside, among columns that hold exactly as many values as places. */
function withoutTies(
  inside: Int32Array,
  places: number,
  row: Float32Array,
  low: Float32Array,
  high: Float32Array,
  start: number,
  width: number,
): number {
  let count = 0;
  for (let c = 0; c < width; c++) {
    const value = row[start + c];
    const within = Number(value >= low[start + c]) & Number(value <= high[start + c]);
    count += within & Number(inside[c] === places);
  }
  return count;
}

/** Handles one column that has more values than places at its ends. */
function addTied(shares: Float64Array, x: Rows, f: number, low: number, high: number, column: number): void {
  const m = x.length;
  const count = (holds: (value: number) => boolean) =>
    x.reduce((sum, row) => sum + (holds(row[column]) ? 1 : 0), 0);
  const atLow = count((value) => value === low);
  const atHigh = count((value) => value === high);
  const lowShare = low === high ? (m - 2 * f) / atLow : (count((value) => value < low) + atLow - f) / atLow;
  const highShare = low === high ? lowShare : (count((value) => value > high) + atHigh - f) / atHigh;
  for (let i = 0; i < m; i++) {
    const value = x[i][column];
    if (value === low) shares[i] += lowShare;
    else if (value === high) shares[i] += highShare;
    else if (value > low && value < high) shares[i] += 1;
  }
}
