/** Choosing an attack: a kind and, where it has one, a strength as text a person types. */
import { AttackConfig, type AttackKind, type Role } from "@honest-majority/protocol";
import { ATTACKS } from "@honest-majority/robust";
import { formatNumber } from "../ui/format";

export const ATTACK_KINDS = Object.keys(ATTACKS) as AttackKind[];
export const FIRST_ATTACK: AttackConfig = { kind: "bitFlip", factor: 10 };

export interface AttackChoice {
  kind: AttackKind;
  /** As typed; empty: the attack's default. */
  strength: string;
}

export function choiceOf(attack: AttackConfig): AttackChoice {
  const { strength } = ATTACKS[attack.kind];
  const value = strengthOf(attack);
  const plain = value === undefined || value === strength?.default;
  return { kind: attack.kind, strength: plain ? "" : String(value) };
}

export type Chosen = { ok: true; attack: AttackConfig } | { ok: false; problem: string };

export function attackOf({ kind, strength }: AttackChoice): Chosen {
  const option = ATTACKS[kind].strength?.option;
  const text = strength.trim().replace(",", ".");
  const parsed = AttackConfig.safeParse(
    option === undefined || text === "" ? { kind } : { kind, [option]: Number(text) },
  );
  if (parsed.success) return { ok: true, attack: parsed.data };
  return { ok: false, problem: parsed.error.issues[0]?.message ?? "is not a strength" };
}

export function strengthOf(attack: AttackConfig): number | undefined {
  const option = ATTACKS[attack.kind].strength?.option;
  if (option === undefined) return undefined;
  return (attack as Record<string, unknown>)[option] as number | undefined;
}

/** "Bit flip", and the strength where it is not the usual one: "Bit flip, factor 3". */
export function describeAttack(attack: AttackConfig): string {
  const { name, strength } = ATTACKS[attack.kind];
  const value = strengthOf(attack);
  if (strength === undefined || value === undefined || value === strength.default) return name;
  return `${name}, ${strength.option} ${formatNumber(value)}`;
}

export function describeRole(role: Role): string {
  return role.kind === "honest" ? "honest" : describeAttack(role.attack);
}
