import { type Budget, cover } from "./vertexCover";

export interface SmallestDiameter {
  /** [m − f], ascending. */
  rows: number[];
  /** Whether no subset of that size has a smaller diameter. */
  exact: boolean;
}

/**
 * Of all subsets of m−f rows whose largest distance is the least, the first in the order of their indices.
 *
 * A subset is within t when the f rows outside touch every pair that is farther apart than t: a vertex cover. So the
 * least t is found by bisection over the distances, and the first subset by keeping each row in turn that
 * some cover leaves. Covers are searched in at most `branches` steps, all together: where they do not suffice,
 * f rows are dropped one by one, each time that end of the longest pair which is farther from all others.
 *
 * @param squaredDistances [m, m]
 */
export function smallestDiameter(
  squaredDistances: Float64Array,
  m: number,
  f: number,
  branches = Math.ceil(2e7 / m), // a branch looks at each row: half a second, whatever m is
): SmallestDiameter {
  const budget = { left: branches };
  const farther = (t: number) => graphOf(squaredDistances, m, t);
  const lengths = squaredDistances.toSorted().filter((length, i, all) => length !== all[i - 1]);
  let low = 0;
  let high = lengths.length - 1; // all rows are within that
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cover(farther(lengths[middle]), budget).canEnd(f)) high = middle;
    else low = middle + 1;
  }
  const rows = firstWithin(farther(lengths[high]), f, budget);
  return budget.left > 0
    ? { rows, exact: true }
    : { rows: withoutOutermost(squaredDistances, m, f), exact: false };
}

/** Each row's list of those farther than t. */
function graphOf(squaredDistances: Float64Array, m: number, t: number): number[][] {
  const indices = Array.from({ length: m }, (_, i) => i);
  return indices.map((i) => indices.filter((j) => squaredDistances[i * m + j] > t));
}

function firstWithin(neighbours: readonly (readonly number[])[], f: number, budget: Budget): number[] {
  const graph = cover(neighbours, budget);
  const rows: number[] = [];
  let room = f;
  for (let i = 0; i < neighbours.length && rows.length < neighbours.length - f; i++) {
    if (graph.isTaken(i)) continue;
    const cost = graph.degree(i);
    const stays = graph.try(() => {
      graph.takeNeighbours(i);
      return graph.canEnd(room - cost);
    });
    if (stays) rows.push(i);
    else graph.take(i);
    room -= stays ? cost : 1;
  }
  return rows;
}

function withoutOutermost(squaredDistances: Float64Array, m: number, f: number): number[] {
  const rows = Array.from({ length: m }, (_, i) => i);
  const total = (i: number) => rows.reduce((sum, j) => sum + squaredDistances[i * m + j], 0);
  for (let dropped = 0; dropped < f; dropped++) {
    let [first, second] = rows;
    for (const i of rows) {
      for (const j of rows) {
        if (j > i && squaredDistances[i * m + j] > squaredDistances[first * m + second])
          [first, second] = [i, j];
      }
    }
    rows.splice(rows.indexOf(total(first) > total(second) ? first : second), 1);
  }
  return rows;
}
