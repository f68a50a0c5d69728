import { AggregatorConfig, type Arm, PreAggregatorConfig, UserError } from "@honest-majority/protocol";
import { preAggregatorRegistry, ruleRegistry } from "@honest-majority/robust/facts";
import type { Flag, Flags } from "../commandLine";
import { flagValue } from "../flagValue";
import { registryHelp } from "../optionFlags";
import { givenOptions, parseConfig } from "./configs";
import { named } from "./names";
import { shown } from "./shown";

/** The flags of a rule and its pre-aggregators. f is not among them, because --f is the round's f. */
export const ARM_FLAGS: readonly Flag[] = [
  {
    name: "rule",
    value: "rule",
    says: "the rule, see below: in camelCase, kebab-case or short (cm, tm, gm, cc)",
  },
  {
    name: "pre",
    value: "list",
    says: "pre-aggregators before the rule, in this order, such as nnm,bucketing:2; also a JSON array of configs",
  },
  {
    name: "options",
    value: "json",
    says: "the rule's options as JSON, such as '{\"k\":4}'; a flag of the same name overrides it",
  },
];

/**
 * The rule and pre-aggregators that the flags describe. Flags in `taken` are not options of a rule.
 *
 * @throws UserError for an unknown name or option.
 */
export function armOf(flags: Flags, taken: readonly string[]): Arm {
  if (flags.rule === undefined)
    throw new UserError("input", `--rule must be given: ${Object.keys(ruleRegistry).join(", ")}`);
  const rule = named("--rule", flags.rule, Object.keys(ruleRegistry));
  const options = givenOptions(rule, ruleRegistry, flags, taken);
  return {
    aggregator: parseConfig(AggregatorConfig, rule, { ...options, rule }),
    preAggregators: preAggregatorsOf(flags.pre),
  };
}

/** Parses `nnm,bucketing:2`, in which a value after a colon is the first option, or a JSON array of configs. */
function preAggregatorsOf(written = ""): PreAggregatorConfig[] {
  const text = written.trim();
  if (text === "") return [];
  const configs = text.startsWith("[") ? jsonArray(text) : text.split(",").map(shorthand);
  return configs.map((config, i) => parseConfig(PreAggregatorConfig, `--pre, number ${i + 1}`, config));
}

function jsonArray(text: string): unknown[] {
  const value = flagValue(text);
  if (!Array.isArray(value))
    throw new UserError("input", `--pre must be a list or a JSON array, got ${shown(value)}`);
  return value.map((entry: { kind?: unknown }) =>
    typeof entry?.kind === "string" ? { ...entry, kind: preName(entry.kind) } : entry,
  );
}

function shorthand(written: string): unknown {
  const [name, ...values] = written.trim().split(":");
  const kind = preName(name);
  return values.length === 0
    ? { kind }
    : { kind, [Object.keys(preAggregatorRegistry[kind].options)[0]]: flagValue(values.join(":")) };
}

const preName = (written: string) => named("--pre", written, Object.keys(preAggregatorRegistry));

/** The end of --help: each rule and pre-aggregator with its options. */
export function armHelp(): string {
  return `Rules, for --rule, and the flags of their options; f, which most have, is --f:
${registryHelp(ruleRegistry, ["f"])}

Pre-aggregators, for --pre; a value after a colon is the first option, as in bucketing:2, and JSON sets any:
${Object.entries(preAggregatorRegistry)
  .map(([kind, { name, options }]) => `  ${kind.padEnd(24)}${name}: ${Object.keys(options).join(", ")}`)
  .join("\n")}`;
}
