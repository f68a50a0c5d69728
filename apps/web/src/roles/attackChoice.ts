/** Choosing an attack: a kind and its options as texts a person types. */
import { AttackConfig, type AttackKind, type Role } from "@honest-majority/protocol";
import { ATTACKS } from "@honest-majority/robust";
import { formatNumber } from "../ui/format";
import { textsOf, valuesOf } from "../ui/typed";

export const ATTACK_KINDS = Object.keys(ATTACKS) as AttackKind[];
export const FIRST_ATTACK: AttackConfig = { kind: "bitFlip", factor: 10 };

export interface AttackChoice {
  kind: AttackKind;
  /** By the option's key; empty or missing: its default. */
  options: Readonly<Record<string, string>>;
}

export function choiceOf(attack: AttackConfig): AttackChoice {
  return { kind: attack.kind, options: textsOf(ATTACKS[attack.kind].options, attack) };
}

/** Problems by the option's key. */
export type Chosen = { ok: true; attack: AttackConfig } | { ok: false; problems: Record<string, string> };

export function attackOf({ kind, options }: AttackChoice): Chosen {
  const parsed = AttackConfig.safeParse({ kind, ...valuesOf(ATTACKS[kind].options, options) });
  if (parsed.success) return { ok: true, attack: parsed.data };
  return {
    ok: false,
    problems: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])),
  };
}

/** "Bit flip", and its options where they are not as usual: "Bit flip, factor 3". */
export function describeAttack(attack: AttackConfig): string {
  const { name, options } = ATTACKS[attack.kind];
  const unusual = Object.entries(valuesOf(options, textsOf(options, attack))).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} ${typeof value === "number" ? formatNumber(value) : value}`],
  );
  return [name, ...unusual].join(", ");
}

export function describeRole(role: Role): string {
  return role.kind === "honest" ? "honest" : describeAttack(role.attack);
}
