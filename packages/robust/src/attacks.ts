import type { AttackConfig, AttackKind } from "@honest-majority/protocol";
import type { AttackFacts, AttackInput } from "./attack";
import { alie, alieFacts } from "./attacks/alie";
import { bitFlip, bitFlipFacts } from "./attacks/bitFlip";
import { foe, foeFacts } from "./attacks/foe";
import { gaussian, gaussianFacts } from "./attacks/gaussian";
import { gradientScale, gradientScaleFacts } from "./attacks/gradientScale";
import { labelFlip, labelFlipFacts } from "./attacks/labelFlip";
import { modelNegation, modelNegationFacts } from "./attacks/modelNegation";

/** Every attack there is, in the order a picker shows them. */
export const ATTACKS: Record<AttackKind, AttackFacts> = {
  bitFlip: bitFlipFacts,
  labelFlip: labelFlipFacts,
  gaussian: gaussianFacts,
  gradientScale: gradientScaleFacts,
  modelNegation: modelNegationFacts,
  alie: alieFacts,
  foe: foeFacts,
};

/**
 * [d]: what a malicious worker sends instead of its update, always finite where its input is.
 *
 * @throws RangeError when the attack needs knowledge and has none.
 */
export function attackVector(attack: AttackConfig, input: AttackInput): Float32Array {
  switch (attack.kind) {
    case "gaussian":
      return gaussian(attack, input);
    case "modelNegation":
      return modelNegation(attack, input);
    case "gradientScale":
      return gradientScale(attack, input);
    case "labelFlip":
      return labelFlip(attack, input);
    case "bitFlip":
      return bitFlip(attack, input);
    case "alie":
      return alie(attack, input);
    case "foe":
      return foe(attack, input);
    default:
      throw new RangeError(`attackVector: unknown attack ${JSON.stringify(attack satisfies never)}`);
  }
}
