import type { ChoiceOption } from "../options/option";

/** The number of nearest other rows in a row's score: Blanchard's m−f−2, or ByzFL's m−f−1. */
export type Neighbours = "n-f-2" | "n-f-1";

export const neighboursOption = {
  kind: "choice",
  choices: ["n-f-2", "n-f-1"],
  default: "n-f-2",
  label: "Neighbours",
} as const satisfies ChoiceOption;

/**
 * [m]: the sum of squared distances to the nearest other rows, at least one of them if there is another row.
 *
 * Summed in ascending order, so that equal rows tie to the last bit.
 */
export function krumScores(
  squaredDistances: Float64Array,
  m: number,
  f: number,
  neighbours: Neighbours,
): Float64Array {
  const count = Math.max(1, neighbours === "n-f-2" ? m - f - 2 : m - f - 1);
  const nearest = Math.min(count, m - 1);
  const scores = new Float64Array(m);
  const row = new Float64Array(m);
  for (let i = 0; i < m; i++) {
    row.set(squaredDistances.subarray(i * m, (i + 1) * m));
    row[i] = Number.POSITIVE_INFINITY; // sorts after all others
    row.sort();
    for (let k = 0; k < nearest; k++) scores[i] += row[k];
  }
  return scores;
}
