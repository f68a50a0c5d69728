import type { Rule } from "@honest-majority/protocol";
import { RULE_GROUPS, RULES, type RuleGroup } from "@honest-majority/robust/facts";

/** Every rule, group by group, each group in the order of `RULES`. */
export function ruleChoices() {
  return (Object.keys(RULE_GROUPS) as RuleGroup[]).flatMap((group) =>
    (Object.keys(RULES) as Rule[])
      .filter((rule) => RULES[rule].group === group)
      .map((rule) => ({ value: rule, title: RULES[rule].name, group: RULE_GROUPS[group] })),
  );
}
