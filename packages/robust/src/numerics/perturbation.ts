import { finiteFloat32, type Knowledge } from "../methods/defineAttack";
import type { ChoiceOption, NumberOption } from "../options/option";

export const perturbationOption = {
  kind: "choice",
  choices: ["std", "unit", "sign"],
  default: "std",
  label: "direction",
  sentence: "The direction p: −std for std, −mean/‖mean‖ for unit, −sign(mean) for sign.",
} as const satisfies ChoiceOption;

/** The option of the attacks that search for the length of mean + γ·p. */
export const gammaOption = {
  kind: "number",
  min: 0,
  label: "γ",
  unset: "computed",
  sentence: "Length along p; computed, the largest for which the formula holds.",
} as const satisfies NumberOption;

/** The attack's `weakness`: γ is 0 if the honest updates are all alike, or if p is the zero vector. */
export function gammaWeakness(name: string, gamma: number): string | undefined {
  if (gamma > 0) return undefined;
  return `${name} finds γ = 0, because the honest updates do not differ: it sends their mean, and this is no attack. Give at least two honest updates that differ.`;
}

export type Perturbation = (typeof perturbationOption)["choices"][number];

/**
 * [d]: the direction p from the honest mean to a crafted update.
 *
 *   std: −std    unit: −mean/‖mean‖    sign: −sign(mean)
 *
 * The zero vector if std or the mean is zero.
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

/** mean + γ·p, within float32's range. */
export function perturbed(knowledge: Knowledge, gamma: number, kind: Perturbation): Float32Array {
  const p = direction(knowledge, kind);
  return knowledge.mean.map((value, j) => finiteFloat32(value + gamma * p[j]));
}
