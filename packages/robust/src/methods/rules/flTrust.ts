import { rescaled } from "../../numerics/rescaled";
import { defineRule } from "../defineRule";

const LARGEST_FLOAT = (2 - 2 ** -23) * 2 ** 127;

/**
 * FLTrust: rows are trusted by their cosine to the coordinator's own update g₀, the `root`, and count at its length.
 *
 *   tᵢ = max(0, cos(xᵢ, g₀)),  z = Σᵢ tᵢ · (‖g₀‖/‖xᵢ‖)·xᵢ / Σᵢ tᵢ
 *
 * For any f: ‖z‖ ≤ ‖g₀‖, ⟨z, g₀⟩ ≥ 0 and so ‖z − g₀‖ ≤ √2·‖g₀‖: as good as the root's examples are, whoever sends.
 * The root has no momentum, workers' updates may have. Zero rows, and all rows where g₀ is zero, have trust 0; where none
 * has any, z is the zero vector, with a warning. `kept`: the trust. `scores`: the cosine. O(m·d).
 * A RangeError without a root, or with one so long that a float32 cannot hold its length.
 * Cao, Fang, Liu, Gong 2021, arXiv:2012.13995, algorithm 2.
 */
export const flTrust = /* @__PURE__ */ defineRule({
  rule: "flTrust",
  name: "FLTrust",
  shortName: "FLTrust",
  group: "direction",
  formula: "Σ tᵢ·‖g₀‖·xᵢ/‖xᵢ‖ / Σ tᵢ, tᵢ = max(0, cos(xᵢ, g₀))",
  sentence:
    "The coordinator computes an update of its own on a few examples and trusts the others as far as they point the same way.",
  cost: "O(m·d), and a gradient of the coordinator's own",
  source: "Cao et al. 2021, arXiv:2012.13995",
  minWorkers: (f) => f + 1,
  needs: { root: ({ rootExamples }) => rootExamples },
  options: {
    rootExamples: { kind: "integer", min: 1, default: 100, label: "Examples of the coordinator's own" },
  },

  build: () => async (updates, _, root) => {
    if (root === undefined) {
      throw new RangeError("flTrust: an update of the coordinator's own must be given, got none");
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
      warnings: total > 0 ? [] : ["flTrust: no update points the root's way, so the answer is zero"],
    };
  },
});
