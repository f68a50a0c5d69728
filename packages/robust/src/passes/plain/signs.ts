type Rows = readonly Float32Array[];

export function signCounts(x: Rows): Float64Array {
  const counts = new Float64Array(2 * x.length);
  x.forEach((row, i) => {
    let above = 0;
    let below = 0;
    for (let j = 0; j < row.length; j++) {
      above += Number(row[j] > 0);
      below += Number(row[j] < 0);
    }
    counts[2 * i] = above;
    counts[2 * i + 1] = below;
  });
  return counts;
}

export function signMajority(x: Rows): Float32Array {
  const sums = new Int32Array(x[0].length);
  for (const row of x) {
    for (let j = 0; j < row.length; j++) sums[j] += Number(row[j] > 0) - Number(row[j] < 0);
  }
  return Float32Array.from(sums, Math.sign);
}

export function signAgreements(x: Rows, v: Float32Array): Float64Array {
  return Float64Array.from(x, (row) => {
    let count = 0;
    for (let j = 0; j < row.length; j++) {
      count += Number(Number(row[j] > 0) - Number(row[j] < 0) === Number(v[j] > 0) - Number(v[j] < 0));
    }
    return count;
  });
}
