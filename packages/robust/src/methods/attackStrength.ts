import type { AttackConfig } from "@honest-majority/protocol";
import { type LineSearch, lineSearch } from "../numerics/lineSearch";
import { moments } from "../numerics/moments";
import { scaled } from "./attack";
import { shifted } from "./attacks/alie";
import { minMaxGamma } from "./attacks/minMax";
import { minSumGamma } from "./attacks/minSum";

/** What the attackers of a round look at before they choose how far to go. */
export interface Target {
  /** The honest updates, at least one. */
  honest: readonly Float32Array[];
  /** Attackers: all of them send the same. */
  f: number;
  /** The rule in use, pre-aggregators and all, on the honest updates followed by the f crafted ones. */
  aggregate: (updates: readonly Float32Array[]) => Promise<Float32Array>;
  search?: LineSearch;
}

/**
 * The γ, z or ε that an attack leaves to be computed from the honest updates; undefined for an attack that leaves none,
 * or whose strength is set. minMax and minSum have it in closed form, the optimized attacks search for the
 * strength that moves the rule's answer farthest from the honest mean: 20 aggregations unless told otherwise.
 *
 * @throws RangeError when there is no honest update, and whatever `aggregate` throws.
 */
export async function attackStrength(attack: AttackConfig, target: Target): Promise<number | undefined> {
  const { honest } = target;
  switch (attack.kind) {
    case "minMax":
      return attack.gamma === undefined ? minMaxGamma(honest, attack.perturbation) : undefined;
    case "minSum":
      return attack.gamma === undefined ? minSumGamma(honest, attack.perturbation) : undefined;
    case "optimizedAlie": {
      if (attack.z !== undefined) return undefined;
      const { mean, std } = moments(honest);
      return mostHarmful((z) => shifted(mean, std, z), mean, target);
    }
    case "optimizedFoe": {
      if (attack.epsilon !== undefined) return undefined;
      const { mean } = moments(honest);
      return mostHarmful((epsilon) => scaled(mean, -epsilon), mean, target);
    }
    default:
      return undefined;
  }
}

/** The strength found for which ‖aggregate − honest mean‖ is largest. */
function mostHarmful(
  crafted: (strength: number) => Float32Array,
  mean: Float32Array,
  { honest, f, aggregate, search }: Target,
): Promise<number> {
  return lineSearch(async (strength) => {
    const sent = crafted(strength);
    const answer = await aggregate([...honest, ...Array.from({ length: f }, () => sent)]);
    let squares = 0;
    for (let j = 0; j < mean.length; j++) squares += (answer[j] - mean[j]) ** 2;
    return Math.sqrt(squares);
  }, search);
}
