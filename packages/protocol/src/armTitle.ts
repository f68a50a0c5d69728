import { preAggregatorRegistry, ruleRegistry } from "@honest-majority/robust/facts";

/** The name of an arm for people, from its label. Keeps a label that a person gave, and replaces methods' keys by their names. */
export function armTitle(label: string): string {
  return titled(label, "name");
}

/** A shorter `armTitle`: "NNM + median". */
export function armShortTitle(label: string): string {
  return titled(label, "shortName");
}

/** Splits a label that `armLabel` made: "bucketing + krum". Common nouns start small unless they come first. */
function titled(label: string, name: "name" | "shortName"): string {
  const keys = label.split(" + ");
  const entries = keys.map((key, i): Named | undefined => {
    const registry = i === keys.length - 1 ? ruleRegistry : preAggregatorRegistry;
    return Object.hasOwn(registry, key) ? registry[key] : undefined; // a person may have typed any text
  });
  if (!entries.every((entry) => entry !== undefined)) return label;
  return entries
    .map((entry, i) => (i > 0 && entry.commonNoun ? uncapitalized(entry[name]) : entry[name]))
    .join(" + ");
}

interface Named {
  readonly name: string;
  readonly shortName: string;
  readonly commonNoun?: boolean;
}

const uncapitalized = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
