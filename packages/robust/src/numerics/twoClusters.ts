/**
 * Splits the rows into two clusters by average linkage on their distances [m, m], the larger cluster first: merges the two
 * clusters with the smallest mean distance between their rows until two are left. If both have equally many rows, the
 * first is the one whose rows are farther apart, then the one with the lowest row. One row is one cluster. O(m³).
 */
export function twoClusters(distances: Float64Array, m: number): number[][] {
  const between = distances.slice(); // [m, m], mean distances of the clusters stored at these rows
  const clusters = Array.from({ length: m }, (_, i) => [i]);
  let standing = clusters.map((_, i) => i);
  while (standing.length > 2) {
    let [low, high] = standing;
    for (const i of standing) {
      for (const j of standing) {
        if (i < j && between[i * m + j] < between[low * m + high]) [low, high] = [i, j];
      }
    }
    const [a, b] = [clusters[low].length, clusters[high].length];
    for (const k of standing) {
      const mean = (a * between[low * m + k] + b * between[high * m + k]) / (a + b);
      between[low * m + k] = mean;
      between[k * m + low] = mean;
    }
    clusters[low].push(...clusters[high]);
    standing = standing.filter((k) => k !== high);
  }
  const within = (rows: readonly number[]) =>
    rows.reduce((sum, i) => sum + rows.reduce((row, j) => row + distances[i * m + j], 0), 0);
  return standing.map((i) => clusters[i]).sort((a, b) => b.length - a.length || within(b) - within(a));
}
