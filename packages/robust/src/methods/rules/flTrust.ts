import { rescaled } from "../../numerics/rescaled";
import { defineRule } from "../defineRule";

const LARGEST_FLOAT = (2 - 2 ** -23) * 2 ** 127;

/**
 * FLTrust: trusts each row by its cosine to the coordinator's own update g₀, the `root`, and scales it to g₀'s length.
 *
 *   tᵢ = max(0, cos(xᵢ, g₀)),  z = Σᵢ tᵢ · (‖g₀‖/‖xᵢ‖)·xᵢ / Σᵢ tᵢ
 *
 * For any f: ‖z‖ ≤ ‖g₀‖, ⟨z, g₀⟩ ≥ 0 and so ‖z − g₀‖ ≤ √2·‖g₀‖: z is as good as the root's examples, whatever the
 * workers send. The root has no momentum; the workers' updates may have. Zero rows have trust 0, and all rows have
 * trust 0 when g₀ is zero. If no row has trust, z is the zero vector, with a warning. `kept`: the trust. `scores`: the
 * cosine. O(m·d). A RangeError without a root, or for a root whose length exceeds float32's range.
 * Cao, Fang, Liu, Gong 2021, arXiv:2012.13995, algorithm 2.
 */
export const flTrust = /* @__PURE__ */ defineRule({
  rule: "flTrust",
  name: "FLTrust",
  shortName: "FLTrust",
  group: "direction",
  formula: "Σ tᵢ·‖g₀‖·xᵢ/‖xᵢ‖ / Σ tᵢ, tᵢ = max(0, cos(xᵢ, g₀))",
  sentence:
    "The coordinator computes its own update on a few examples and trusts each worker's update as far as it points the same way.",
  cost: "O(m·d), and one gradient on the coordinator",
  source: "Cao et al. 2021, arXiv:2012.13995",
  minWorkers: (f) => f + 1,
  needs: { root: ({ rootExamples }) => rootExamples },
  options: {
    rootExamples: {
      kind: "integer",
      min: 1,
      default: 100,
      label: "Examples for the coordinator's own update",
    },
  },

  build: () => async (updates, _, root) => {
    if (root === undefined) {
      throw new RangeError("flTrust: the coordinator's own update must be given as root, got none");
    }
    const { m } = updates;
    const nothing = await updates.mix(new Float64Array(m), 1); // [1, d], zeros
    const [length] = await nothing.distancesTo(root, "l2"); // ‖g₀‖
    if (!(length <= LARGEST_FLOAT)) {
      throw new RangeError(`flTrust: the root's length must be at most ${LARGEST_FLOAT}, got ${length}`);
    }
    const { rows, norms } = await rescaled(updates, length);
    const gaps = await rows.distancesTo(root, "l2"); // [m]: 2‖g₀‖²(1 − cos) is the square
    const cosines = gaps.map((gap, i) => (norms[i] > 0 && length > 0 ? 1 - (gap / length) ** 2 / 2 : 0));
    const trust = cosines.map((cosine) => Math.max(0, cosine));
    const total = trust.reduce((sum, t) => sum + t, 0);
    return {
      aggregate: await rows.combine(trust.map((t) => (total > 0 ? t / total : 0))),
      kept: trust,
      scores: cosines,
      warnings:
        total > 0 ? [] : ["flTrust: no update points in the root's direction, so the aggregate is zero"],
    };
  },
});
