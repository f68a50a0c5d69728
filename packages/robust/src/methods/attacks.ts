import type { AttackConfig, AttackKind } from "@honest-majority/protocol";
import type { AttackFacts, AttackInput } from "./attack";
import { alie, alieFacts } from "./attacks/alie";
import { backdoor, backdoorFacts } from "./attacks/backdoor";
import { bitFlip, bitFlipFacts } from "./attacks/bitFlip";
import { foe, foeFacts } from "./attacks/foe";
import { gaussian, gaussianFacts } from "./attacks/gaussian";
import { gradientScale, gradientScaleFacts } from "./attacks/gradientScale";
import { labelFlip, labelFlipFacts } from "./attacks/labelFlip";
import { late, lateFacts } from "./attacks/late";
import { mimic, mimicFacts } from "./attacks/mimic";
import { minMax, minMaxFacts } from "./attacks/minMax";
import { minSum, minSumFacts } from "./attacks/minSum";
import { modelNegation, modelNegationFacts } from "./attacks/modelNegation";
import { nonFinite, nonFiniteFacts } from "./attacks/nonFinite";
import { optimizedAlie, optimizedAlieFacts } from "./attacks/optimizedAlie";
import { optimizedFoe, optimizedFoeFacts } from "./attacks/optimizedFoe";
import { randomLabels, randomLabelsFacts } from "./attacks/randomLabels";
import { signFlip, signFlipFacts } from "./attacks/signFlip";
import { silent, silentFacts } from "./attacks/silent";
import { zero, zeroFacts } from "./attacks/zero";

/** Every attack there is, in the order a picker shows them. */
export const ATTACKS: Record<AttackKind, AttackFacts> = {
  bitFlip: bitFlipFacts,
  signFlip: signFlipFacts,
  labelFlip: labelFlipFacts,
  randomLabels: randomLabelsFacts,
  backdoor: backdoorFacts,
  gaussian: gaussianFacts,
  zero: zeroFacts,
  gradientScale: gradientScaleFacts,
  modelNegation: modelNegationFacts,
  mimic: mimicFacts,
  alie: alieFacts,
  foe: foeFacts,
  minMax: minMaxFacts,
  minSum: minSumFacts,
  optimizedAlie: optimizedAlieFacts,
  optimizedFoe: optimizedFoeFacts,
  nonFinite: nonFiniteFacts,
  silent: silentFacts,
  late: lateFacts,
};

/**
 * [d]: what a malicious worker sends instead of its update, finite where its input is (but for `nonFinite`).
 *
 * @throws RangeError when the attack needs knowledge and has none, and for `silent`, which sends nothing.
 */
export function attackVector(attack: AttackConfig, input: AttackInput): Float32Array {
  switch (attack.kind) {
    case "bitFlip":
      return bitFlip(attack, input);
    case "signFlip":
      return signFlip(attack, input);
    case "labelFlip":
      return labelFlip(attack, input);
    case "randomLabels":
      return randomLabels(attack, input);
    case "backdoor":
      return backdoor(attack, input);
    case "gaussian":
      return gaussian(attack, input);
    case "zero":
      return zero(attack, input);
    case "gradientScale":
      return gradientScale(attack, input);
    case "modelNegation":
      return modelNegation(attack, input);
    case "mimic":
      return mimic(attack, input);
    case "alie":
      return alie(attack, input);
    case "foe":
      return foe(attack, input);
    case "minMax":
      return minMax(attack, input);
    case "minSum":
      return minSum(attack, input);
    case "optimizedAlie":
      return optimizedAlie(attack, input);
    case "optimizedFoe":
      return optimizedFoe(attack, input);
    case "nonFinite":
      return nonFinite(attack, input);
    case "silent":
      return silent(attack, input);
    case "late":
      return late(attack, input);
    default:
      throw new RangeError(`attackVector: unknown attack ${JSON.stringify(attack satisfies never)}`);
  }
}
