import { integerBatch } from "./integerBatch";
import { type Problem, requireProblem, roundsFor, type Settings } from "./problem";

/**
 * U(B), which bounds ByzSGDm's mean squared gradient norm over a run of a fixed budget C.
 *
 *   U(B) = 16·√(σ²(1+cδm)(1−δ)/C)·(√(10LF₀) + √(3cδσ²/B)) + 32LF₀Bm(1−δ)/C + 20σ²(1+cδm)(1−δ)/C
 *
 * Strictly convex in B for δ > 0 and c > 0. Yang, Shi, Li (ByzSGDnm), equation (8); B may be any real number > 0.
 *
 * @throws RangeError when B or the problem is out of range.
 */
export function boundByzsgdm(problem: Problem, B: number): number {
  requireProblem("boundByzsgdm", problem);
  const { sigma, smoothness: L, gap, c, m, delta, budget } = problem;
  const T = roundsFor(problem, B);
  const spread = (sigma ** 2 * (1 + c * delta * m) * (1 - delta)) / budget;
  const start = Math.sqrt(10 * L * gap) + Math.sqrt((3 * c * delta * sigma ** 2) / B);
  return 16 * Math.sqrt(spread) * start + (32 * L * gap) / T + 20 * spread;
}

/**
 * B*, the batch size that minimizes U(B); 0 if δ or c is 0, because then U only grows with B.
 *
 *   B* = (3/(16L²F₀²m))^⅓ · (cδ(1+cδm)/(m(1−δ)))^⅓ · σ^{4/3} · C^⅓
 *
 * It grows with δ. Equation (10).
 *
 * @throws RangeError when the problem is out of range.
 */
export function optimalBatchByzsgdm(problem: Problem): number {
  requireProblem("optimalBatchByzsgdm", problem);
  const { sigma, smoothness: L, gap, c, m, delta, budget } = problem;
  const rule = (c * delta * (1 + c * delta * m)) / (m * (1 - delta));
  return Math.cbrt((3 / (16 * L ** 2 * gap ** 2 * m)) * rule * budget) * sigma ** (4 / 3);
}

/**
 * U(B*), the least bound.
 *
 *   16·√(10LF₀(1+cδm)(1−δ))·σ/C^½ + 24·[12cδ(1+cδm)(1−δ)²LF₀m]^⅓·σ^{4/3}/C^⅔ + 20(1+cδm)(1−δ)σ²/C
 *
 * Equation (11). There the printed first root extends over σ; (8) at (10) gives σ outside the root.
 *
 * @throws RangeError when the problem is out of range.
 */
export function leastBoundByzsgdm(problem: Problem): number {
  requireProblem("leastBoundByzsgdm", problem);
  const { sigma, smoothness: L, gap, c, m, delta, budget } = problem;
  const rule = 1 + c * delta * m;
  return (
    (16 * sigma * Math.sqrt(10 * L * gap * rule * (1 - delta))) / Math.sqrt(budget) +
    (24 * Math.cbrt(12 * c * delta * rule * (1 - delta) ** 2 * L * gap * m) * sigma ** (4 / 3)) /
      budget ** (2 / 3) +
    (20 * rule * (1 - delta) * sigma ** 2) / budget
  );
}

/** The whole number B >= 1 that minimizes U(B), with T = C/(Bm(1−δ)) a real number: ⌊B*⌋ or ⌊B*⌋ + 1. After proposition 1. */
export function optimalIntegerBatchByzsgdm(problem: Problem): number {
  return integerBatch((B) => boundByzsgdm(problem, B), optimalBatchByzsgdm(problem));
}

/**
 * η and β for which theorem 1 bounds ByzSGDm, for T = C/(Bm(1−δ)) rounds of a constant η.
 *
 *   η = min(√((F₀ + 5cδσ²/(16BL)) / ((20LTσ²/B)·(2/m + cδ))), 1/(8L)),  1 − β = 8Lη
 *
 * It is the η ≤ 1/(8L) that minimizes (F₀ + 5cδσ²/(16BL))/(ηT) + (20Lησ²/B)·(2/m + cδ).
 *
 * @throws RangeError when B or the problem is out of range.
 */
export function settingsByzsgdm(problem: Problem, B: number): Settings {
  requireProblem("settingsByzsgdm", problem);
  const { sigma, smoothness: L, gap, c, m, delta } = problem;
  const T = roundsFor(problem, B);
  const variance = sigma ** 2 / B;
  const start = gap + (5 * c * delta * variance) / (16 * L);
  const noise = 20 * L * T * variance * (2 / m + c * delta);
  const learningRate = Math.min(Math.sqrt(start / noise), 1 / (8 * L));
  return { learningRate, momentum: 1 - 8 * L * learningRate };
}
