import { moments } from "../../numerics/moments";
import {
  direction,
  gammaOption,
  gammaWeakness,
  type Perturbation,
  perturbationOption,
  perturbed,
} from "../../numerics/perturbation";
import { defineAttack, requireKnowledge, requireStrength, type Target } from "../defineAttack";

/**
 * Goes as far from the honest mean as the spread of the honest updates can hide.
 *
 *   mean + γ·p with the largest γ for which maxᵢ ‖mean + γp − xᵢ‖ ≤ maxᵢⱼ ‖xᵢ − xⱼ‖ over honest i, j
 *
 * Shejwalkar, Houmansadr 2021 (NDSS), Manipulating the Byzantine.
 *
 * @throws RangeError when γ is neither set nor computed.
 */
export const minMax = /* @__PURE__ */ defineAttack({
  kind: "minMax",
  name: "Min-max",
  shortName: "Min-max",
  group: "stealthy",
  formula: "mean + γ·p, no farther from any honest update than the largest distance between two of them",
  sentence:
    "Goes as far off the honest average as it can. Its distance to each honest update stays within the distance between the two most different ones.",
  needs: "strength",
  source: "Shejwalkar and Houmansadr 2021, NDSS, Manipulating the Byzantine",
  options: {
    gamma: gammaOption,
    perturbation: perturbationOption,
  },
  strength: "gamma",

  search: ({ perturbation }, target) => minMaxGamma(target, perturbation),
  weakness: (gamma) => gammaWeakness("Min-max", gamma),
  craft({ gamma, perturbation }, input) {
    const knowledge = requireKnowledge("minMax", input.knowledge);
    return perturbed(knowledge, requireStrength("minMax", gamma, knowledge), perturbation);
  },
});

/**
 * That γ, exactly: each honest row's bound is a quadratic in γ, and the smallest root satisfies all bounds. With r the
 * row's distance from the mean and D the largest pairwise one,
 *
 *   ‖p‖²γ² + 2⟨p, mean − xᵢ⟩γ − (D² − r²) = 0
 *
 * where D² ≥ r², since the mean is never farther from a row than the farthest row is. 0 if p is the zero vector.
 */
export async function minMaxGamma(
  { honest, matrix }: Pick<Target, "honest" | "matrix">,
  kind: Perturbation,
): Promise<number> {
  const { mean, std } = moments(honest);
  const p = direction({ mean, std }, kind);
  const a = p.reduce((sum, value) => sum + value * value, 0);
  if (a === 0) return 0;
  const pairs = await matrix(honest).squaredDistances();
  const largest = pairs.reduce((a, b) => Math.max(a, b), 0);
  let gamma = Number.POSITIVE_INFINITY;
  for (const row of honest) {
    let along = 0;
    let squares = 0;
    for (let j = 0; j < row.length; j++) {
      const off = mean[j] - row[j];
      along += p[j] * off;
      squares += off * off;
    }
    const room = Math.max(0, largest - squares); // below 0 only by rounding
    const root = Math.sqrt(along * along + a * room);
    // this way to write the root does not cancel
    gamma = Math.min(gamma, along > 0 ? room / (root + along) : (root - along) / a);
  }
  return gamma;
}
