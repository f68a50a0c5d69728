import { moments } from "../../numerics/moments";
import { direction, type Perturbation, perturbationOption, perturbed } from "../../numerics/perturbation";
import { defineAttack, requireKnowledge, requireStrength, type Target } from "../defineAttack";

/**
 * As far from the honest mean as the honest updates' own spread hides.
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
  formula: "mean + γ·p, no farther from any honest update than two of these are from each other",
  sentence:
    "Goes as far off the honest average as it can without being farther from anyone than the two most different honest updates are.",
  needs: "strength",
  source: "Shejwalkar and Houmansadr 2021, NDSS, Manipulating the Byzantine",
  options: {
    gamma: { kind: "number", min: 0, label: "γ", unset: "computed" },
    perturbation: perturbationOption,
  },
  strength: "gamma",

  search: ({ perturbation }, target) => minMaxGamma(target, perturbation),
  craft({ gamma, perturbation }, input) {
    const knowledge = requireKnowledge("minMax", input.knowledge);
    return perturbed(knowledge, requireStrength("minMax", gamma, knowledge), perturbation);
  },
});

/**
 * That γ, exactly: each honest row's bound is a quadratic in γ, and the least of their roots holds for all. With r the
 * row's distance from the mean and D the largest pairwise one,
 *
 *   ‖p‖²γ² + 2⟨p, mean − xᵢ⟩γ − (D² − r²) = 0
 *
 * where D² ≥ r², since the mean is never farther from a row than the farthest row is. 0 where p is the zero vector.
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
    const room = Math.max(0, largest - squares); // below 0 by rounding alone
    const root = Math.sqrt(along * along + a * room);
    // of the two ways to write the root, the one that does not cancel
    gamma = Math.min(gamma, along > 0 ? room / (root + along) : (root - along) / a);
  }
  return gamma;
}
