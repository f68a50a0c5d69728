/** Makes flags and help lines from option data: run settings, and options of rules, pre-aggregators and attacks. */
import type { Setting } from "@honest-majority/protocol";
import { type Option, type Options, requirement, whenUnset } from "@honest-majority/robust/facts";
import { type Flag, flagName } from "./commandLine";

/** An option of one method, or one run setting. */
export type OptionData = Option | Setting;

/** The flag of an option, with its description for the help. */
export function optionFlag(
  name: string,
  option: OptionData,
  about: Pick<Flag, "group" | "hidden"> = {},
): Flag {
  return { name, value: placeholder(option), says: describeOption(option), unset: unsetOf(option), ...about };
}

/** The flags of all options of a registry's entries, one per name. The help shows them below their entries. */
export function registryFlags(registry: Registry, taken: readonly string[]): Flag[] {
  const flags = new Map<string, Flag>();
  for (const { options } of Object.values(registry)) {
    for (const [name, option] of Object.entries(options)) {
      if (!taken.includes(name)) flags.set(name, optionFlag(name, option, { hidden: true }));
    }
  }
  return [...flags.values()];
}

type Registry = Readonly<Record<string, { readonly name: string; readonly options: Options }>>;

/** The help's list of a registry: each entry's key and name, and below it the flags of its options. */
export function registryHelp(registry: Registry, withoutFlag: readonly string[] = []): string {
  const width = Math.max(...Object.keys(registry).map((key) => key.length)) + 2;
  return Object.entries(registry)
    .flatMap(([key, { name, options }]) => [
      `  ${key.padEnd(width)}${name}`,
      ...Object.entries(options)
        .filter(([option]) => !withoutFlag.includes(option))
        .map(
          ([option, data]) =>
            `      ${flagName(option)} <${placeholder(data)}>  ${describeOption(data)} (${unsetOf(data)})`,
        ),
    ])
    .join("\n");
}

function describeOption(option: OptionData): string {
  const words = "sentence" in option && option.sentence !== undefined ? option.sentence : option.label;
  const unit = "unit" in option && option.unit !== undefined ? `in ${option.unit}` : "";
  const parts = [words.replace(/\.$/, ""), boundsOf(option), unit];
  return parts.filter((part) => part !== "").join("; ");
}

/** The bounds or choices of a value, unless the placeholder shows them. */
function boundsOf(option: OptionData): string {
  switch (option.kind) {
    case "integer":
    case "number":
    case "integers":
      return requirement(option);
    case "name":
    case "config":
      return `one of ${Object.keys(option.of()).join(", ")}`;
    case "arms":
      return "names with commas between them, or a JSON array";
    case "turns":
      return "ROUND:ATTACKERS or ROUND:ATTACKERS:ATTACK with commas between them, or a JSON array";
    case "choice":
    case "boolean":
      return "";
    default:
      return option satisfies never;
  }
}

function placeholder(option: OptionData): string {
  switch (option.kind) {
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "true|false";
    case "choice":
      return option.choices.join("|");
    case "integers":
      return "json";
    case "name":
      return "name";
    case "config":
      return "name or json";
    case "arms":
      return "rules";
    case "turns":
      return "turns";
    default:
      return option satisfies never;
  }
}

function unsetOf(option: OptionData): string {
  if (option.kind === "config") return option.default.kind;
  if (option.kind === "arms") return option.default.join(",");
  if (option.kind === "turns") return option.unset;
  if (option.kind === "name") return option.default ?? option.unset ?? "none";
  return whenUnset(option);
}
