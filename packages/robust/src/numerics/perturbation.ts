import type { AttackConfig } from "@honest-majority/protocol";
import { finiteFloat32, type Knowledge, requireStrength } from "../methods/attack";

export type Perturbation = Extract<AttackConfig, { kind: "minMax" }>["perturbation"];

/**
 * [d]: the direction p in which a crafted update leaves the honest mean.
 *
 *   std: −std    unit: −mean/‖mean‖    sign: −sign(mean)
 *
 * The zero vector where there is nothing to turn against.
 * Shejwalkar, Houmansadr 2021 (NDSS), Manipulating the Byzantine.
 */
export function direction({ mean, std }: Pick<Knowledge, "mean" | "std">, kind: Perturbation): Float64Array {
  switch (kind) {
    case "std":
      return Float64Array.from(std, (value) => -value);
    case "unit": {
      const norm = Math.sqrt(mean.reduce((sum, value) => sum + value * value, 0));
      return Float64Array.from(mean, (value) => (norm > 0 ? -value / norm : 0));
    }
    case "sign":
      return Float64Array.from(mean, (value) => -Math.sign(value));
    default:
      throw new RangeError(`direction: unknown perturbation ${kind satisfies never}`);
  }
}

/** mean + γ·p, within float32's range; γ as set, or else as computed. */
export function perturbed(
  { kind, gamma, perturbation }: Extract<AttackConfig, { kind: "minMax" | "minSum" }>,
  knowledge: Knowledge,
): Float32Array {
  const strength = requireStrength(kind, gamma, knowledge);
  const p = direction(knowledge, perturbation);
  return knowledge.mean.map((value, j) => finiteFloat32(value + strength * p[j]));
}
