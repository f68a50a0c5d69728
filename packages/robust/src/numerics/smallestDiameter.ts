import { type Budget, cover } from "./vertexCover";

export interface SmallestDiameter {
  /** [m − f], ascending. */
  rows: number[];
  /** Whether it is certain that no subset of that size has a smaller diameter. */
  exact: boolean;
}

/**
 * Of all subsets of m−f rows with the smallest largest distance, the first in the order of their indices.
 *
 * A subset has diameter at most t if the f rows outside it touch every pair that is farther apart than t: they are a
 * vertex cover. So a bisection over the distances finds the least t, and keeping each row in turn if some cover allows it
 * finds the first subset. All searches for covers together take at most `branches` steps. If these do not suffice, f
 * rows are dropped one by one, each time the end of the longest pair that is farther from all other rows.
 *
 * @param squaredDistances [m, m]
 */
export function smallestDiameter(
  squaredDistances: Float64Array,
  m: number,
  f: number,
  branches = Math.ceil(2e7 / m), // a branch visits each row: half a second for any m
): SmallestDiameter {
  const budget = { left: branches };
  const farther = (t: number) => graphOf(squaredDistances, m, t);
  const lengths = squaredDistances.toSorted().filter((length, i, all) => length !== all[i - 1]);
  let low = 0;
  let high = lengths.length - 1; // all rows are within this distance
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

/** For each row the list of rows farther away than t. */
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
