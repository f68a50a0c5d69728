import type { ConfigOf } from "../options/option";
import { register } from "../options/registry";
import { alie } from "./attacks/alie";
import { backdoor } from "./attacks/backdoor";
import { bitFlip } from "./attacks/bitFlip";
import { foe } from "./attacks/foe";
import { gaussian } from "./attacks/gaussian";
import { gradientScale } from "./attacks/gradientScale";
import { labelFlip } from "./attacks/labelFlip";
import { late } from "./attacks/late";
import { mimic } from "./attacks/mimic";
import { minMax } from "./attacks/minMax";
import { minSum } from "./attacks/minSum";
import { modelNegation } from "./attacks/modelNegation";
import { nonFinite } from "./attacks/nonFinite";
import { optimizedAlie } from "./attacks/optimizedAlie";
import { optimizedFoe } from "./attacks/optimizedFoe";
import { randomLabels } from "./attacks/randomLabels";
import { signFlip } from "./attacks/signFlip";
import { silent } from "./attacks/silent";
import { zero } from "./attacks/zero";
import type { AttackEntry } from "./defineAttack";

/** All attacks, in the order of the pickers. */
export const ATTACKS = {
  bitFlip,
  signFlip,
  labelFlip,
  randomLabels,
  backdoor,
  gaussian,
  zero,
  gradientScale,
  modelNegation,
  mimic,
  alie,
  foe,
  minMax,
  minSum,
  optimizedAlie,
  optimizedFoe,
  nonFinite,
  silent,
  late,
} as const;

export type AttackName = keyof typeof ATTACKS;
/** An attack's name as `kind`, and its options. */
export type AttackConfig = ConfigOf<typeof ATTACKS, "kind">;

/** The same registry, with the types for entries looked up by name. */
export const attackRegistry: Readonly<Record<string, AttackEntry>> = ATTACKS;

/** Adds an attack at run time. @throws RangeError when its name is taken or invalid. */
export function registerAttack(entry: AttackEntry): void {
  register(attackRegistry, entry.kind, entry);
}
