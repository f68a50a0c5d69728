import { ATTACK_GROUPS, attackRegistry, RULE_GROUPS, ruleRegistry } from "@honest-majority/robust/facts";
import { entryIn, type Registry } from "../ui/registry";
import type { Choice } from "./fields";

/** The choices of a `ChoiceField`: a registry's entries in its order, and `current` if the registry lacks it. */
export function choicesOf(registry: Registry<{ readonly name: string }>, current = ""): Choice[] {
  const choices = Object.entries(registry).map(([value, { name }]) => ({ value, title: name }));
  return current === "" || entryIn(registry, current) !== undefined
    ? choices
    : [...choices, { value: current, title: `${current} (unknown to this page)` }];
}

/** Every rule, group by group, each group in the order of the registry. */
export function ruleChoices(current = ""): Choice[] {
  return groupedChoices(ruleRegistry, RULE_GROUPS, current);
}

/** The choices of a setting that holds a registry's entry; attacks group by group. */
export function entryChoices(registry: Registry<{ readonly name: string }>, current = ""): Choice[] {
  return registry === attackRegistry
    ? groupedChoices(attackRegistry, ATTACK_GROUPS, current)
    : choicesOf(registry, current);
}

function groupedChoices<Group extends string>(
  registry: Registry<{ readonly name: string; readonly group: Group }>,
  titles: Readonly<Record<Group, string>>,
  current: string,
): Choice[] {
  const choices = choicesOf(registry, current);
  const groupOf = ({ value }: Choice) => entryIn(registry, value)?.group;
  const grouped = (Object.keys(titles) as Group[]).flatMap((group) =>
    choices
      .filter((choice) => groupOf(choice) === group)
      .map((choice) => ({ ...choice, group: titles[group] })),
  );
  return [...grouped, ...choices.filter((choice) => groupOf(choice) === undefined)];
}
