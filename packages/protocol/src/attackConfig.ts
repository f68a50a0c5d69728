import { z } from "zod";
import { withShorthand } from "./shorthand";

/** How far along its direction a crafted update goes; unset, as far as its source's condition allows. */
const gamma = z.number().nonnegative().optional();
/** Away from the honest mean: along the negated deviation, the negated unit mean, or the mean's negated signs. */
const perturbation = z.enum(["std", "unit", "sign"]).default("std");

const attacks = [
  z.strictObject({ kind: z.literal("gaussian"), std: z.number().positive().default(200) }),
  z.strictObject({ kind: z.literal("modelNegation"), factor: z.number().positive().default(1e10) }),
  z.strictObject({ kind: z.literal("gradientScale"), factor: z.number().positive().default(1e10) }),
  z.strictObject({ kind: z.literal("labelFlip") }),
  z.strictObject({ kind: z.literal("randomLabels") }),
  z.strictObject({
    kind: z.literal("backdoor"),
    /** Of the batch. */
    share: z.number().gt(0).max(1).default(0.5),
    /** Side of the square, in pixels. */
    size: z.int().min(1).max(28).default(3),
    /** The class that a picture with the square is called. */
    target: z.int().min(0).max(9).default(0),
  }),
  z.strictObject({ kind: z.literal("bitFlip"), factor: z.number().positive().default(10) }),
  z.strictObject({ kind: z.literal("signFlip"), factor: z.number().positive().default(1) }),
  z.strictObject({ kind: z.literal("zero") }),
  /** `worker`: place among the honest workers of the round, the last where there are fewer. */
  z.strictObject({ kind: z.literal("mimic"), worker: z.int().nonnegative().default(0) }),
  /** z unset: the paper's Φ⁻¹((m−f−s)/(m−f)). */
  z.strictObject({ kind: z.literal("alie"), z: z.number().optional() }),
  z.strictObject({ kind: z.literal("foe"), epsilon: z.number().positive().default(0.1) }),
  z.strictObject({ kind: z.literal("minMax"), gamma, perturbation }),
  z.strictObject({ kind: z.literal("minSum"), gamma, perturbation }),
  /** Unset, z and epsilon are searched for against each arm's own rule. */
  z.strictObject({ kind: z.literal("optimizedAlie"), z: z.number().optional() }),
  z.strictObject({ kind: z.literal("optimizedFoe"), epsilon: z.number().optional() }),
  /** Words, since JSON has no such numbers. */
  z.strictObject({
    kind: z.literal("nonFinite"),
    value: z.enum(["NaN", "Infinity", "-Infinity"]).default("NaN"),
  }),
  z.strictObject({ kind: z.literal("silent") }),
  /** Milliseconds after the round was opened; unset, just past its deadline. */
  z.strictObject({ kind: z.literal("late"), delayMs: z.int().min(0).max(600_000).optional() }),
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
