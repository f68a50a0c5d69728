import { RULES } from "@honest-majority/robust";

/** An arm's name for people: its own label, or, where that is only its rule's, the rule's name. */
export function armTitle(label: string): string {
  return Object.hasOwn(RULES, label) ? RULES[label as keyof typeof RULES].name : label;
}
