import { defineRule } from "../defineRule";

/**
 * Centered clipping (CC): average the updates after pulling each to within τ of the centre v.
 *
 *   v ← v + (1/m) Σᵢ (xᵢ − v) · min(1, τ / ‖xᵢ − v‖),  v₀ the previous aggregate, un-normalized
 *
 * A step moves v by at most τ. Of this, f Byzantine rows contribute at most f·τ/m. The paper's convergence holds for
 * f/m ≤ 0.1 and a τ on the scale of the honest spread. For m ≥ 2f+1 the honest rows pull harder than the others.
 * `kept`: the clip factor of the last step. O(m·d) a step.
 * Karimireddy et al. 2021, arXiv:2012.10333, equation (CC).
 */
export const centeredClip = /* @__PURE__ */ defineRule({
  rule: "centeredClip",
  name: "Centered clipping",
  shortName: "Clipping",
  commonNoun: true,
  group: "centre",
  formula: "v ← v + (1/m) Σᵢ (xᵢ − v) · min(1, τ/‖xᵢ − v‖)",
  sentence: "Starts from last round's result and lets no update pull it further than a fixed radius τ.",
  cost: "O(m·d) a step",
  source: "Karimireddy et al. 2021, arXiv:2012.10333",
  minWorkers: (f) => 2 * f + 1,
  needs: { previous: true },
  options: {
    tau: { kind: "number", above: 0, default: 0.1, label: "τ, clip radius", unit: "an update's L2 norm" },
    iterations: { kind: "integer", min: 1, max: 100, default: 1, label: "Iterations" },
  },

  build:
    ({ tau, iterations }) =>
    async (updates, previous) => {
      let center = previous; // [d]
      let kept: Float64Array = new Float64Array(updates.m); // [m], the share of each row's difference that counts
      for (let step = 0; step < iterations; step++) {
        const radii = await updates.distancesTo(center, "l2"); // [m]
        kept = radii.map((r) => Math.min(1, tau / r)); // never 0/0: τ > 0
        center = await updates.stepFrom(center, kept, tau); // v + (1/m) Σᵢ kᵢ(xᵢ − v)
      }
      return { aggregate: center, kept, warnings: [] };
    },
});
