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
 * Goes as far from the honest mean as the least central honest update can hide.
 *
 *   mean + γ·p with the largest γ for which Σᵢ ‖mean + γp − xᵢ‖² ≤ maxᵢ Σⱼ ‖xᵢ − xⱼ‖² over honest i, j
 *
 * Shejwalkar, Houmansadr 2021 (NDSS), Manipulating the Byzantine.
 *
 * @throws RangeError when γ is neither set nor computed.
 */
export const minSum = /* @__PURE__ */ defineAttack({
  kind: "minSum",
  name: "Min-sum",
  shortName: "Min-sum",
  group: "stealthy",
  formula:
    "mean + γ·p, its squared distances to the honest updates no larger in sum than those of one of them",
  sentence:
    "Goes as far off the honest average as it can. Its distances to the honest updates add up to no more than those of the most distant honest update.",
  needs: "strength",
  source: "Shejwalkar and Houmansadr 2021, NDSS, Manipulating the Byzantine",
  options: {
    gamma: gammaOption,
    perturbation: perturbationOption,
  },
  strength: "gamma",

  search: ({ perturbation }, target) => minSumGamma(target, perturbation),
  weakness: (gamma) => gammaWeakness("Min-sum", gamma),
  craft({ gamma, perturbation }, input) {
    const knowledge = requireKnowledge("minSum", input.knowledge);
    return perturbed(knowledge, requireStrength("minSum", gamma, knowledge), perturbation);
  },
});

/**
 * That γ, exactly: with h honest rows the squared distances add up to V + hγ²‖p‖², where V is their sum at γ = 0,
 * because the rows' differences from their own mean cancel.
 *
 *   γ = √((S − V) / (h·‖p‖²)),  S the largest sum, never below 2V
 *
 * 0 if p is the zero vector.
 */
export async function minSumGamma(
  { honest, matrix }: Pick<Target, "honest" | "matrix">,
  kind: Perturbation,
): Promise<number> {
  const { mean, std } = moments(honest);
  const p = direction({ mean, std }, kind);
  const a = p.reduce((sum, value) => sum + value * value, 0);
  if (a === 0) return 0;
  const rows = matrix(honest);
  const h = rows.m;
  const pairs = await rows.squaredDistances();
  const sums = honest.map((_, i) => pairs.subarray(i * h, (i + 1) * h).reduce((sum, s) => sum + s, 0));
  const fromMean = await rows.distancesTo(mean, "l2");
  const spread = fromMean.reduce((sum, r) => sum + r * r, 0);
  return Math.sqrt(Math.max(0, Math.max(...sums) - spread) / (h * a));
}
