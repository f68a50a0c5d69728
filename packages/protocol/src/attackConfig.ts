import { z } from "zod";
import { withShorthand } from "./shorthand";

const attacks = [
  z.strictObject({ kind: z.literal("gaussian"), std: z.number().positive().default(200) }),
  z.strictObject({ kind: z.literal("modelNegation"), factor: z.number().positive().default(1e10) }),
  z.strictObject({ kind: z.literal("gradientScale"), factor: z.number().positive().default(1e10) }),
  z.strictObject({ kind: z.literal("labelFlip") }),
  z.strictObject({ kind: z.literal("bitFlip"), factor: z.number().positive().default(10) }),
  /** z unset: the paper's Φ⁻¹((m−f−s)/(m−f)). */
  z.strictObject({ kind: z.literal("alie"), z: z.number().optional() }),
  z.strictObject({ kind: z.literal("foe"), epsilon: z.number().positive().default(0.1) }),
] as const;

/** What a malicious worker sends instead of its update, with the strength a person may set. */
export const AttackConfig = withShorthand("kind", z.discriminatedUnion("kind", attacks));
export type AttackConfig = z.infer<typeof AttackConfig>;
export type AttackKind = AttackConfig["kind"];

/** A run's preset attack; `none` presets nothing. */
export const RunAttack = withShorthand(
  "kind",
  z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("none") }), ...attacks]),
);
export type RunAttack = z.infer<typeof RunAttack>;

export const Role = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("honest") }),
  z.strictObject({ kind: z.literal("malicious"), attack: AttackConfig }),
]);
export type Role = z.infer<typeof Role>;
