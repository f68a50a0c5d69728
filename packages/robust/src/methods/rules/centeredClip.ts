import type { Aggregator, RuleFacts } from "../aggregator";

export interface CenteredClipOptions {
  /** Clip radius τ, in the units of one update's L2 norm. */
  tau?: number;
  /** Steps per round. One is enough: each round starts from the last one's aggregate. */
  iterations?: number;
}

export const centeredClipFacts: RuleFacts = {
  name: "Centered clipping",
  formula: "v ← v + (1/m) Σᵢ (xᵢ − v) · min(1, τ/‖xᵢ − v‖)",
  sentence: "Starts from last round's result and lets no update pull it further than a fixed radius τ.",
  cost: "O(m·d) a step",
  source: "Karimireddy et al. 2021, arXiv:2012.10333",
  options: [
    { key: "tau", label: "τ, clip radius", unset: "0.1" },
    { key: "iterations", label: "Iterations", unset: "1" },
  ],
  minWorkers: (f) => 2 * f + 1,
};

/**
 * Centered clipping (CC): average the updates after pulling each to within τ of the centre v.
 *
 *   v ← v + (1/m) Σᵢ (xᵢ − v) · min(1, τ / ‖xᵢ − v‖),  v₀ the previous aggregate, un-normalized
 *
 * A step moves v by at most τ, of which f Byzantine rows can claim f·τ/m; the paper's convergence holds for
 * f/m ≤ 0.1 and a τ on the scale of the honest spread, and the honest rows outpull the others for m ≥ 2f+1.
 * `kept`: the clip factor of the last step. O(m·d) a step.
 * Karimireddy et al. 2021, arXiv:2012.10333, equation (CC).
 */
export function centeredClip({ tau = 0.1, iterations = 1 }: CenteredClipOptions = {}): Aggregator {
  if (!(tau > 0)) throw new RangeError(`centeredClip: tau must be > 0, got ${tau}`);
  if (!Number.isInteger(iterations) || iterations < 1) {
    throw new RangeError(`centeredClip: iterations must be an integer >= 1, got ${iterations}`);
  }
  return async (updates, previous) => {
    let center = previous; // [d]
    let kept: Float64Array = new Float64Array(updates.m); // [m], the share of each row that counted
    for (let step = 0; step < iterations; step++) {
      const radii = await updates.distancesTo(center, "l2"); // [m]
      kept = radii.map((r) => Math.min(1, tau / r)); // never 0/0: τ > 0
      center = await updates.stepFrom(center, kept); // v + (1/m) Σᵢ kᵢ(xᵢ − v)
    }
    return { aggregate: center, kept, warnings: [] };
  };
}
