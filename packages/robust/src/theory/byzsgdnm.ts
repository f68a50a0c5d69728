import { type Problem, requireProblem, roundsFor } from "./problem";

/** √(2cmδ(1−δ)) + 1, the factor that Byzantine workers cost; 1 without them. */
function byzantineFactor({ c, m, delta }: Problem): number {
  return Math.sqrt(2 * c * m * delta * (1 - delta)) + 1;
}

/**
 * The bound on ByzSGDnm's mean gradient norm (not squared) over T = C/(Bm(1−δ)) rounds.
 *
 *   6·q^½·(5LF₀σ²/(TBm(1−δ)))^¼ + 12·√(5LF₀/T) + 27·q^{3/2}σ²/(4·√(5TB²m²(1−δ)²LF₀)),  q = √(2cmδ(1−δ)) + 1
 *
 * Yang, Shi, Li (ByzSGDnm), proposition 2, equation (16).
 *
 * @throws RangeError when B or the problem is out of range.
 */
export function boundByzsgdnm(problem: Problem, B: number): number {
  requireProblem("boundByzsgdnm", problem);
  const { sigma, smoothness: L, gap, m, delta, budget } = problem;
  const T = roundsFor(problem, B);
  const q = byzantineFactor(problem);
  const honest = m * (1 - delta);
  return (
    6 * Math.sqrt(q) * ((5 * L * gap * sigma ** 2) / budget) ** 0.25 +
    12 * Math.sqrt((5 * L * gap) / T) +
    (27 * q ** 1.5 * sigma ** 2) / (4 * Math.sqrt(5 * T * L * gap) * B * honest)
  );
}

/**
 * B̃*, the batch size that minimizes that bound.
 *
 *   B̃* = 9·(√(2cmδ(1−δ)) + 1)^{3/2}·σ² / (80m(1−δ)LF₀)
 *
 * It grows with δ, and does not depend on C. Proposition 2.
 *
 * @throws RangeError when the problem is out of range.
 */
export function optimalBatchByzsgdnm(problem: Problem): number {
  requireProblem("optimalBatchByzsgdnm", problem);
  const { sigma, smoothness: L, gap, m, delta } = problem;
  return (9 * byzantineFactor(problem) ** 1.5 * sigma ** 2) / (80 * m * (1 - delta) * L * gap);
}

/**
 * The bound at B̃*.
 *
 *   6·q^½·(5LF₀σ²)^¼/C^¼ + 18·q^¾·σ/C^½
 *
 * Equation (17).
 *
 * @throws RangeError when the problem is out of range.
 */
export function leastBoundByzsgdnm(problem: Problem): number {
  requireProblem("leastBoundByzsgdnm", problem);
  const { sigma, smoothness: L, gap, budget } = problem;
  const q = byzantineFactor(problem);
  return (
    (6 * Math.sqrt(q) * (5 * L * gap * sigma ** 2) ** 0.25) / budget ** 0.25 +
    (18 * q ** 0.75 * sigma) / Math.sqrt(budget)
  );
}
