import { preAggregatorRegistry, ruleRegistry } from "@honest-majority/robust/facts";
import { leafIn } from "../ui/registry";

/** An arm's name for people. A label that a person gave stays; one made of methods' keys is made of their names. */
export function armTitle(label: string): string {
  return titled(label, "name");
}

/** As `armTitle`, where space is short. */
export function armShortTitle(label: string): string {
  return titled(label, "shortName");
}

/** Labels are made by `armLabel`: "bucketing + krum". */
function titled(label: string, name: "name" | "shortName"): string {
  const keys = label.split(" + ");
  const titles = keys.map((key, i) =>
    i === keys.length - 1 ? leafIn(ruleRegistry, key)?.[name] : leafIn(preAggregatorRegistry, key)?.[name],
  );
  return titles.every((title) => title !== undefined) ? titles.join(" + ") : label;
}
