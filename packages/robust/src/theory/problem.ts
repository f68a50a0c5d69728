/** The constants in the bounds of ByzSGDnm's paper. */
export interface Problem {
  /** σ: a single example's gradient deviates from the mean gradient by σ² in expected squared L2 norm (assumption 1). */
  sigma: number;
  /** L: the gradient changes by at most L times the step (assumption 3). */
  smoothness: number;
  /** F₀ >= F(w₀) − F*, the loss above its minimum at the start. */
  gap: number;
  /** c of a (δmax, c)-robust aggregator: E‖z − honest mean‖² <= c·δ·ρ² (definition 1). */
  c: number;
  /** The number of workers. */
  m: number;
  /** δ, the share of Byzantine workers, 0 <= δ < ½. */
  delta: number;
  /** C = T·B·m·(1−δ), gradients computed by honest workers in the whole run. */
  budget: number;
}

/** What the theorems set for a run. */
export interface Settings {
  /** η, the same in every round. */
  learningRate: number;
  /** β of the workers' momentum. */
  momentum: number;
}

/** @throws RangeError that names the value for which a bound cannot be computed. */
export function requireProblem(asker: string, { delta, m, ...positive }: Problem): void {
  if (!(delta >= 0 && delta < 0.5)) throw new RangeError(`${asker}: delta must be in [0, 0.5), got ${delta}`);
  if (!Number.isInteger(m) || m < 1) throw new RangeError(`${asker}: m must be an integer >= 1, got ${m}`);
  const { c, ...more } = positive;
  if (!(c >= 0)) throw new RangeError(`${asker}: c must be >= 0, got ${c}`);
  for (const [name, value] of Object.entries(more)) {
    if (!(value > 0)) throw new RangeError(`${asker}: ${name} must be > 0, got ${value}`);
  }
}

/** T = C / (B·m·(1−δ)), the number of rounds within the budget; the bounds take it as a real number. */
export function roundsFor({ m, delta, budget }: Pick<Problem, "m" | "delta" | "budget">, B: number): number {
  if (!(B > 0)) throw new RangeError(`roundsFor: B must be > 0, got ${B}`);
  return budget / (B * m * (1 - delta));
}
