import { RULE_GROUPS, type RuleGroup, ruleRegistry } from "@honest-majority/robust/facts";
import { leafIn, type Registry } from "../ui/registry";
import type { Choice } from "./fields";

/** The choices of a `ChoiceField`: a registry's entries in its order, and `current` if the registry lacks it. */
export function choicesOf(registry: Registry<{ readonly name: string }>, current = ""): Choice[] {
  const choices = Object.entries(registry).map(([value, { name }]) => ({ value, title: name }));
  return current === "" || leafIn(registry, current) !== undefined
    ? choices
    : [...choices, { value: current, title: `${current} (unknown to this page)` }];
}

/** Every rule, group by group, each group in the order of the registry. */
export function ruleChoices(current = ""): Choice[] {
  const choices = choicesOf(ruleRegistry, current);
  const groupOf = ({ value }: Choice) => leafIn(ruleRegistry, value)?.group;
  const grouped = (Object.keys(RULE_GROUPS) as RuleGroup[]).flatMap((group) =>
    choices
      .filter((choice) => groupOf(choice) === group)
      .map((choice) => ({ ...choice, group: RULE_GROUPS[group] })),
  );
  return [...grouped, ...choices.filter((choice) => groupOf(choice) === undefined)];
}
