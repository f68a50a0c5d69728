import { integerBatch } from "./integerBatch";
import { type Problem, requireProblem, roundsFor, type Settings } from "./problem";

/** √(2cmδ(1−δ)) + 1, the factor that Byzantine workers cost; 1 without them. */
function byzantineFactor({ c, m, delta }: Problem): number {
  return Math.sqrt(2 * c * m * delta * (1 - delta)) + 1;
}

/**
 * The bound on ByzSGDnm's mean gradient norm (not squared) over T = C/(Bm(1−δ)) rounds.
 *
 *   6·q^½·(5LF₀σ²/(TBm(1−δ)))^¼ + 12·√(5LF₀/T) + 27·q^{3/2}σ²/(4·√(5TB²m²(1−δ)²LF₀)),  q = √(2cmδ(1−δ)) + 1
 *
 * Yang, Shi, Li (ByzSGDnm), proposition 2, equation (16), as printed. Equation (15) at the proposition's own α and η gives
 * twice the first term and 3·√q times the third.
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

/** The whole number B >= 1 that minimizes that bound, with T = C/(Bm(1−δ)) a real number. */
export function optimalIntegerBatchByzsgdnm(problem: Problem): number {
  return integerBatch((B) => boundByzsgdnm(problem, B), optimalBatchByzsgdnm(problem));
}

/**
 * η and β = 1 − α for which proposition 2 bounds ByzSGDnm, for T = C/(Bm(1−δ)) rounds of a constant η.
 *
 *   α = min(√(80LF₀Bm(1−δ)) / (9qσ√T), 1),  η = √(αF₀/(5LT)),  q = √(2cmδ(1−δ)) + 1
 *
 * η minimizes theorem 2's bound for this α. α ≤ 1 minimizes the rest of it without the term in 1/(αT).
 *
 * @throws RangeError when B or the problem is out of range.
 */
export function settingsByzsgdnm(problem: Problem, B: number): Settings {
  requireProblem("settingsByzsgdnm", problem);
  const { sigma, smoothness: L, gap, m, delta } = problem;
  const T = roundsFor(problem, B);
  const noise = 9 * byzantineFactor(problem) * sigma * Math.sqrt(T);
  const alpha = Math.min(Math.sqrt(80 * L * gap * B * m * (1 - delta)) / noise, 1);
  return { learningRate: Math.sqrt((alpha * gap) / (5 * L * T)), momentum: 1 - alpha };
}

/**
 * Theorem 2's bound on ByzSGDnm's mean gradient norm for any constant η and any α = 1 − β.
 *
 *   2F₀/(ηT) + 10ηL/α + (9q/√(Bm(1−δ)))·(1/(αT) + √α)·σ,  q = √(2cmδ(1−δ)) + 1
 *
 * Equation (15).
 *
 * @throws RangeError when B or the problem is out of range, or unless η > 0 and 0 <= β < 1.
 */
export function boundByzsgdnmAt(problem: Problem, B: number, { learningRate, momentum }: Settings): number {
  requireProblem("boundByzsgdnmAt", problem);
  if (!(learningRate > 0))
    throw new RangeError(`boundByzsgdnmAt: learningRate must be > 0, got ${learningRate}`);
  if (!(momentum >= 0 && momentum < 1))
    throw new RangeError(`boundByzsgdnmAt: momentum must be in [0, 1), got ${momentum}`);
  const { sigma, smoothness: L, gap, m, delta } = problem;
  const T = roundsFor(problem, B);
  const alpha = 1 - momentum;
  const noise = (9 * byzantineFactor(problem) * sigma) / Math.sqrt(B * m * (1 - delta));
  return (
    (2 * gap) / (learningRate * T) +
    (10 * learningRate * L) / alpha +
    noise * (1 / (alpha * T) + Math.sqrt(alpha))
  );
}

/**
 * How that bound falls with T, up to a constant: (LF₀)^¼·√σ/T^¼ + 1/T^½. It contains neither B nor δ. Equation (18).
 *
 * @throws RangeError unless T > 0.
 */
export function orderByzsgdnm(
  { sigma, smoothness, gap }: Pick<Problem, "sigma" | "smoothness" | "gap">,
  T: number,
): number {
  if (!(T > 0)) throw new RangeError(`orderByzsgdnm: T must be > 0, got ${T}`);
  return ((smoothness * gap) ** 0.25 * Math.sqrt(sigma)) / T ** 0.25 + 1 / Math.sqrt(T);
}

/**
 * How many times larger Byzantine workers make the bound's first term at the same T and B: q^½/(1−δ)^¼. It is 1 at δ = 0
 * and grows with δ. After equation (18).
 *
 * @throws RangeError when the problem is out of range.
 */
export function slowdownByzsgdnm(problem: Problem): number {
  requireProblem("slowdownByzsgdnm", problem);
  return Math.sqrt(byzantineFactor(problem)) / (1 - problem.delta) ** 0.25;
}
