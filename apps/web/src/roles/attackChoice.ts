/** The attack that a person chose, and descriptions of attacks. */
import { AttackConfig, FIRST_ATTACK, type Role } from "@honest-majority/protocol";
import {
  ATTACK_GROUPS,
  type AttackEntry,
  type AttackGroup,
  attackRegistry,
} from "@honest-majority/robust/facts";
import { type Choice, choiceIn, configIn } from "../ui/choice";
import { formatNumber } from "../ui/format";
import { entryIn, nameIn, optionsIn } from "../ui/registry";
import { textsOf, valuesOf } from "../ui/typed";

/** What pickers show of an attack. */
export type ShownAttack = Pick<AttackEntry, "kind" | "name" | "sentence">;

/** Every attack, group by group, each group in the registry's order; last `current` if this page does not know it. */
export function attackGroups(current: string): { title: string; attacks: readonly ShownAttack[] }[] {
  const known = Object.values(attackRegistry);
  const groups = (Object.keys(ATTACK_GROUPS) as AttackGroup[]).map((group) => ({
    title: ATTACK_GROUPS[group],
    attacks: known.filter((attack) => attack.group === group),
  }));
  if (entryIn(attackRegistry, current) !== undefined) return groups;
  return [...groups, { title: "Other", attacks: [attackFacts(current)] }];
}

export function attackFacts(kind: string): Pick<AttackEntry, "kind" | "name" | "sentence" | "options"> {
  return (
    entryIn(attackRegistry, kind) ?? {
      kind,
      name: kind,
      sentence: "This page does not know it.",
      options: {},
    }
  );
}

export function choiceOf(attack: AttackConfig): Choice {
  return choiceIn(attackRegistry, "kind", attack);
}

/** Problems by the option's name. */
export type Chosen = { ok: true; attack: AttackConfig } | { ok: false; problems: Record<string, string> };

export function attackOf(choice: Choice): Chosen {
  const parsed = AttackConfig.safeParse(configIn(attackRegistry, "kind", choice));
  if (parsed.success) return { ok: true, attack: parsed.data };
  return {
    ok: false,
    problems: Object.fromEntries(parsed.error.issues.map(({ path, message }) => [String(path[0]), message])),
  };
}

/** "Bit flip", followed by the options that differ from their defaults: "Bit flip, factor 3". */
export function describeAttack(attack: AttackConfig): string {
  const options = optionsIn(attackRegistry, attack.kind);
  const unusual = Object.entries(valuesOf(options, textsOf(options, attack))).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} ${typeof value === "number" ? formatNumber(value) : value}`],
  );
  return [nameIn(attackRegistry, attack.kind), ...unusual].join(", ");
}

export function describeRole(role: Role): string {
  return role.kind === "honest" ? "honest" : describeAttack(role.attack);
}

/** What a flip makes of a role: honest, or malicious with the preset attack. */
export function oppositeRole(role: Role | undefined, preset: AttackConfig = FIRST_ATTACK): Role {
  return role?.kind === "malicious" ? { kind: "honest" } : { kind: "malicious", attack: preset };
}
