import {
  AggregatorConfig,
  type Arm,
  PreAggregatorConfig,
  type Rule,
  UserError,
} from "@honest-majority/protocol";
import { preAggregatorRegistry, ruleRegistry } from "@honest-majority/robust/facts";
import type { Flag, Flags } from "../commandLine";
import { flagValue } from "../flagValue";
import { allOptions, givenOptions, optionsByKind, parseConfig } from "./configs";
import { named } from "./names";
import { shown } from "./shown";

const RULE_NAMES = Object.keys(ruleRegistry) as Rule[];
const RULE_OPTIONS = optionsByKind(ruleRegistry);
const ALL_RULE_OPTIONS = allOptions(RULE_OPTIONS);
const PRE_OPTIONS = optionsByKind(preAggregatorRegistry);

/** The flags that describe a rule and the pre-aggregators before it, but for f, which is the round's. */
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
    says: "the rule's options as JSON, such as '{\"k\":4}'; a flag of the same name wins",
  },
  ...ALL_RULE_OPTIONS.filter((option) => option !== "f").map(optionFlag),
];

/** The help lists options by the rule or attack that they belong to. */
export function optionFlag(name: string): Flag {
  return { name, value: "value", hidden: true };
}

/**
 * @throws UserError where a name or an option is none.
 */
export function armOf(flags: Flags): Arm {
  if (flags.rule === undefined)
    throw new UserError("input", `--rule must be given: ${RULE_NAMES.join(", ")}`);
  const rule = named("--rule", flags.rule, RULE_NAMES);
  const options = givenOptions(rule, RULE_OPTIONS[rule], ALL_RULE_OPTIONS, flags);
  return {
    aggregator: parseConfig(AggregatorConfig, rule, { ...options, rule }),
    preAggregators: preAggregatorsOf(flags.pre),
  };
}

/** `nnm,bucketing:2`, where a colon gives a kind's first option, or a JSON array of configs. */
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
  return values.length === 0 ? { kind } : { kind, [PRE_OPTIONS[kind][0]]: flagValue(values.join(":")) };
}

const preName = (written: string) => named("--pre", written, Object.keys(PRE_OPTIONS));

/** What --help says after the flags: each name with its options. */
export function armHelp(): string {
  return `Rules and their options, each of which is a flag too (but f, which --f sets):
${listed(RULE_OPTIONS)}

Pre-aggregators, for --pre; a value after a colon is the first option, as in bucketing:2:
${listed(PRE_OPTIONS)}`;
}

export function listed(byKind: Readonly<Record<string, readonly string[]>>): string {
  const width = Math.max(0, ...Object.keys(byKind).map((kind) => kind.length)) + 2;
  return Object.entries(byKind)
    .map(([kind, options]) => `  ${kind.padEnd(width)}${options.join(", ")}`.trimEnd())
    .join("\n");
}
