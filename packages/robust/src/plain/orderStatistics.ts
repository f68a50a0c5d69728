import { forEachSortedColumn } from "./sortedColumns";

type Rows = readonly Float32Array[];

export function coordinateMedian(x: Rows): Float32Array {
  return trimmedMean(x, (x.length - 1) >> 1); // all but the middle one, or two, trimmed
}

export function trimmedMean(x: Rows, f: number): Float32Array {
  const m = x.length;
  const out = new Float32Array(x[0].length);
  forEachSortedColumn(x, (sorted, at, column) => {
    let sum = 0; // of the kept values alone: a sum of all less the extremes would cancel
    for (let i = at + f; i < at + m - f; i++) sum += sorted[i];
    out[column] = sum / (m - 2 * f);
  });
  return out;
}

export function trimShares(x: Rows, f: number): Float64Array {
  const m = x.length;
  const shares = new Float64Array(m);
  forEachSortedColumn(x, (sorted, at, column) => {
    const low = sorted[at + f];
    const high = sorted[at + m - 1 - f];
    let belowLow = 0;
    let atLow = 0;
    let atHigh = 0;
    let aboveHigh = 0;
    for (let i = at; i < at + m; i++) {
      if (sorted[i] < low) belowLow++;
      else if (sorted[i] > high) aboveHigh++;
      if (sorted[i] === low) atLow++;
      if (sorted[i] === high) atHigh++;
    }
    const lowShare = low === high ? (m - 2 * f) / atLow : (belowLow + atLow - f) / atLow;
    const highShare = low === high ? lowShare : (aboveHigh + atHigh - f) / atHigh;
    for (let i = 0; i < m; i++) {
      const value = x[i][column];
      if (value === low) shares[i] += lowShare;
      else if (value === high) shares[i] += highShare;
      else if (value > low && value < high) shares[i] += 1;
    }
  });
  return shares.map((share) => share / x[0].length);
}

export function meanAround(x: Rows, center: Float32Array, keep: number): Float32Array {
  const m = x.length;
  const out = new Float32Array(center.length);
  forEachSortedColumn(x, (sorted, at, column) => {
    const middle = center[column];
    let low = at;
    let high = at + m - 1;
    let excess = m - keep;
    let half = 0; // what a last place shared by both ends adds
    while (excess > 0) {
      const left = Math.abs(middle - sorted[low]);
      const right = Math.abs(sorted[high] - middle);
      if (left === right) {
        if (excess === 1) half = (sorted[low] + sorted[high]) / 2;
        low++;
        high--;
        excess -= 2;
      } else {
        if (left > right) low++;
        else high--;
        excess--;
      }
    }
    let sum = half;
    for (let i = low; i <= high; i++) sum += sorted[i];
    out[column] = sum / keep;
  });
  return out;
}
