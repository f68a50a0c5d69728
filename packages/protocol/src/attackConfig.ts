import { type AttackName, attackRegistry, type AttackConfig as Config } from "@honest-majority/robust/facts";
import { z } from "zod";
import { configSchema } from "./optionSchema";

/** What a malicious worker sends instead of its update, with the strength a person may set. */
export const AttackConfig = configSchema<Config>("kind", () => attackRegistry);
export type AttackConfig = Config;
/** What a worker that turns malicious plays if neither a person nor the run's settings name an attack. */
export const FIRST_ATTACK: AttackConfig = { kind: "bitFlip", factor: 10 };
export type AttackKind = AttackName;

export const Role = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("honest") }),
  z.strictObject({ kind: z.literal("malicious"), attack: AttackConfig }),
]);
export type Role = z.infer<typeof Role>;
