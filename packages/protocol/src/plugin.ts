import {
  type DatasetEntry,
  type ModelEntry,
  type PartitionEntry,
  registerDataset,
  registerModel,
  registerPartition,
  registerSchedule,
  type ScheduleEntry,
} from "@honest-majority/learning/facts";
import {
  ATTACK_GROUPS,
  type AttackEntry,
  type PreAggregatorEntry,
  RULE_GROUPS,
  type RuleEntry,
  registerAttack,
  registerPreAggregator,
  registerRule,
} from "@honest-majority/robust/facts";
import { z } from "zod";
import { registerCodec } from "./codecs/codecs";
import type { Codec } from "./codecs/defineCodec";
import { UserError } from "./userError";

/**
 * What a plugin's default export may hold: methods of its own, each of the same shape as one of this repository's files
 * gives to `defineRule`, `defineAttack` and so on. A plugin imports nothing, so that a page can load it as well.
 */
export interface Plugin {
  rules?: readonly RuleEntry[];
  preAggregators?: readonly PreAggregatorEntry[];
  attacks?: readonly AttackEntry[];
  models?: readonly ModelEntry[];
  datasets?: readonly DatasetEntry[];
  partitions?: readonly PartitionEntry[];
  schedules?: readonly ScheduleEntry[];
  codecs?: readonly Codec[];
}

const text = z.string().min(1);
const code = z.custom<(...given: never[]) => unknown>((value) => typeof value === "function", {
  error: "must be a function",
});
const bound = z.number().optional();
const about = { label: text, unit: text.optional(), sentence: text.optional(), unset: text.optional() };
const bounds = { min: bound, max: bound, above: bound, below: bound };

const OptionData = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("integer"),
    ...about,
    ...bounds,
    default: z.int().optional(),
    fromRun: z.literal("f").optional(),
  }),
  z.strictObject({
    kind: z.literal("number"),
    ...about,
    ...bounds,
    default: z.union([z.number(), text]).optional(),
    words: z.array(text).optional(),
  }),
  z.strictObject({
    kind: z.literal("choice"),
    ...about,
    choices: z.array(text).min(1),
    default: text.optional(),
  }),
  z.strictObject({ kind: z.literal("boolean"), ...about, default: z.boolean() }),
  z.strictObject({ kind: z.literal("integers"), ...about, min: bound }),
]);
const options = z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/), OptionData);

/** `shortName` must fit into small spaces. */
const described = { name: text, shortName: text.max(16), sentence: text };
const method = { ...described, formula: text, source: text, options };

/** Checks that all facts are present and that functions are functions; what a function returns is not checked here. */
const KINDS = {
  rules: {
    key: "rule",
    shape: z.looseObject({
      ...method,
      rule: text,
      group: z.enum(Object.keys(RULE_GROUPS) as (keyof typeof RULE_GROUPS)[]),
      cost: text,
      commonNoun: z.boolean().optional(),
      minWorkers: code,
      build: code,
    }),
    add: (entry: unknown) => registerRule(entry as RuleEntry),
  },
  preAggregators: {
    key: "kind",
    shape: z.looseObject({
      ...method,
      kind: text,
      cost: text,
      commonNoun: z.boolean().optional(),
      build: code,
    }),
    add: (entry: unknown) => registerPreAggregator(entry as PreAggregatorEntry),
  },
  attacks: {
    key: "kind",
    shape: z.looseObject({
      ...method,
      kind: text,
      group: z.enum(Object.keys(ATTACK_GROUPS) as (keyof typeof ATTACK_GROUPS)[]),
      craft: code.optional(),
      poison: code.optional(),
    }),
    add: (entry: unknown) => registerAttack(entry as AttackEntry),
  },
  models: {
    key: "model",
    shape: z.looseObject({ ...described, model: text, layers: code }),
    add: (entry: unknown) => registerModel(entry as ModelEntry),
  },
  datasets: {
    key: "dataset",
    shape: z.looseObject({
      ...described,
      dataset: text,
      height: z.int().positive(),
      width: z.int().positive(),
      channels: z.int().positive(),
      classes: z.int().min(2).max(256),
      train: z.int().positive(),
      test: z.int().positive(),
      mirrorable: z.boolean(),
      classNames: z.array(text).optional(),
      draw: code.optional(),
      files: z.looseObject({ parse: code }).optional(),
    }),
    add: (entry: unknown) => registerDataset(entry as DatasetEntry),
  },
  partitions: {
    key: "partition",
    shape: z.looseObject({ ...described, partition: text, options, deal: code }),
    add: (entry: unknown) => registerPartition(entry as PartitionEntry),
  },
  schedules: {
    key: "schedule",
    shape: z.looseObject({ ...described, schedule: text, options, rate: code }),
    add: (entry: unknown) => registerSchedule(entry as ScheduleEntry),
  },
  codecs: {
    key: "codec",
    shape: z.looseObject({ ...described, codec: text, bytes: code, encode: code, decode: code }),
    add: (entry: unknown) => registerCodec(entry as Codec),
  },
} as const satisfies Record<keyof Plugin, unknown>;

/**
 * Registers everything that a plugin's module holds. `from`: the file or address, for messages.
 *
 * @throws UserError that names the entry and says what must hold there.
 */
export function registerPlugin(module: unknown, from: string): void {
  const plugin = (module as { default?: unknown } | null)?.default;
  if (typeof plugin !== "object" || plugin === null) {
    throw fault(from, `its default export must be an object with ${Object.keys(KINDS).join(", ")}`);
  }
  const entries = Object.entries(plugin).flatMap(([kind, list]) => checked(kind, list, from));
  if (entries.length === 0) throw fault(from, `it holds none of ${Object.keys(KINDS).join(", ")}`);
  for (const { where, add } of entries) {
    try {
      add();
    } catch (error) {
      throw fault(from, `${where}: ${(error as Error).message}`);
    }
  }
}

function checked(kind: string, list: unknown, from: string): { where: string; add: () => void }[] {
  if (!Object.hasOwn(KINDS, kind)) {
    throw fault(from, `there is no kind ${kind}; a plugin may hold ${Object.keys(KINDS).join(", ")}`);
  }
  if (!Array.isArray(list)) throw fault(from, `${kind} must be a list`);
  const { key, shape, add } = KINDS[kind as keyof typeof KINDS];
  return list.map((entry: unknown, i) => {
    const name = (entry as Record<string, unknown> | null)?.[key];
    const where = typeof name === "string" ? `${kind}, ${name}` : `${kind}, number ${i + 1}`;
    const parsed = shape.safeParse(entry);
    if (!parsed.success) {
      const [{ path, message }] = parsed.error.issues;
      throw fault(from, `${where}: ${path.map(String).join(".")}: ${message}`);
    }
    return { where, add: () => add(entry) };
  });
}

function fault(from: string, what: string): UserError {
  return new UserError("plugin", `plugin ${from}: ${what}`);
}

/**
 * Loads plugins by their addresses, `file:` in Node and `http:` in a page, and registers what they hold. Before
 * anything else reads the registries.
 *
 * @throws UserError that names the plugin and says what is wrong with it.
 */
export async function loadPlugins(addresses: readonly string[]): Promise<void> {
  for (const address of addresses) {
    const module: unknown = await import(/* @vite-ignore */ address).catch((error: Error) => {
      throw fault(address, `it cannot be loaded: ${error.message}`);
    });
    registerPlugin(module, address);
  }
}
