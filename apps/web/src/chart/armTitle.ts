import { preAggregatorRegistry, ruleRegistry } from "@honest-majority/robust/facts";
import { leafIn } from "../ui/registry";

/** An arm's name for people. Keeps a label that a person gave, and replaces methods' keys by their names. */
export function armTitle(label: string): string {
  return titled(label, "name");
}

/** A shorter `armTitle`. */
export function armShortTitle(label: string): string {
  return titled(label, "shortName");
}

/** Splits a label that `armLabel` made: "bucketing + krum". */
function titled(label: string, name: "name" | "shortName"): string {
  const keys = label.split(" + ");
  const titles = keys.map((key, i) =>
    i === keys.length - 1 ? leafIn(ruleRegistry, key)?.[name] : leafIn(preAggregatorRegistry, key)?.[name],
  );
  return titles.every((title) => title !== undefined) ? titles.join(" + ") : label;
}
