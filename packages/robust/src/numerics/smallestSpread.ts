import { indicator } from "./selection";
import { spreadOf } from "./spread";

/** Two sets count as equal if their spreads differ by less than this share, so that rounding does not choose. */
const ALIKE = 1e-10;

/**
 * A set of `size` of the m rows with little spread: starting from all rows, drops the row farthest out along the widest
 * direction (of equals the last) `m − size` times. Not always the best set. O((m − size)·m³).
 */
export function greedySmallestSpread(squares: Float64Array, m: number, size: number): number[] {
  const rows = Array.from({ length: m }, (_, i) => i);
  while (rows.length > size) {
    const { reaches } = spreadOf(squares, m, indicator(m, rows));
    const farthest = rows.reduce((best, row) => (reaches[row] >= reaches[best] ? row : best));
    rows.splice(rows.indexOf(farthest), 1);
  }
  return rows;
}

/**
 * The `size` of the m rows whose covariance has the smallest top eigenvalue; of equal sets the lexicographically first
 * (the greedy set if that has no spread at all).
 *
 * Searches all sets in that order, except those that cannot win: more rows never have less scatter, and two rows scatter
 * by half their squared distance. A set beats the best so far if bound·I − its scatter is positive definite. Cholesky's
 * pivots decide this in size³/6 products, or sooner if it is not; the eigenvalue is computed for winners alone. The
 * greedy set gives the first bound.
 */
export function smallestSpread(squares: Float64Array, m: number, size: number): number[] {
  if (size === 1) return [0]; // one row has no spread, whatever rounding gives
  const scatterOf = (rows: readonly number[]) => size * spreadOf(squares, m, indicator(m, rows)).top;
  let best = greedySmallestSpread(squares, m, size);
  let bound = scatterOf(best) * (1 + ALIKE);
  const beats = scatterBelow(squares, m, size);
  const chosen: number[] = [];
  const search = (from: number) => {
    if (chosen.length === size) {
      if (!beats(chosen, bound)) return;
      best = chosen.slice();
      bound = scatterOf(best) * (1 - ALIKE);
      return;
    }
    for (let i = from; i <= m - size + chosen.length; i++) {
      if (chosen.some((j) => squares[i * m + j] / 2 > bound)) continue;
      chosen.push(i);
      search(i + 1);
      chosen.pop();
    }
  };
  search(0);
  return best;
}

/** Checks whether all eigenvalues of the scatter Σ (xᵢ − μ)(xᵢ − μ)ᵀ of `size` rows are below `bound`. */
function scatterBelow(squares: Float64Array, m: number, size: number) {
  const radii = new Float64Array(size);
  const lower = new Float64Array(size * size); // L of bound·I − Gram = LLᵀ
  return (rows: readonly number[], bound: number): boolean => {
    let half = 0;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum += squares[rows[i] * m + rows[j]];
      radii[i] = sum / size;
      half += radii[i] / (2 * size);
    }
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let rest = half - (radii[i] + radii[j] - squares[rows[i] * m + rows[j]]) / 2;
        if (i === j) rest += bound;
        for (let k = 0; k < j; k++) rest -= lower[i * size + k] * lower[j * size + k];
        if (j < i) lower[i * size + j] = rest / lower[j * size + j];
        else if (rest > 0) lower[i * size + i] = Math.sqrt(rest);
        else return false;
      }
    }
    return true;
  };
}
