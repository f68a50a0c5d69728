import type { Option, Options } from "@honest-majority/robust/facts";
import { z } from "zod";
import { quoted } from "./limits";

/** The schema of one option's value, made of its data: the bounds, the default, whether it may be absent. */
export function optionSchema(option: Option): z.ZodType {
  const schema = valueSchema(option);
  if (option.default !== undefined) return schema.default(option.default);
  return schema.optional();
}

function valueSchema(option: Option): z.ZodType {
  switch (option.kind) {
    case "integer":
      return bounded(z.int(), option);
    case "number": {
      const number = bounded(z.number(), option);
      const { words = [], above, min } = option;
      if (words.length === 0) return number;
      const quoted = words.map((word) => JSON.stringify(word)).join(" or ");
      const bound = above !== undefined ? ` > ${above}` : min !== undefined ? ` >= ${min}` : "";
      return z.union([z.enum(words), number], { error: `must be ${quoted} or a number${bound}` });
    }
    case "choice":
      return z.enum(option.choices);
    case "boolean":
      return z.boolean();
    case "integers":
      return z.array(bounded(z.int(), option));
    default:
      return option satisfies never;
  }
}

function bounded<Schema extends z.ZodInt | z.ZodNumber>(
  schema: Schema,
  { min, max, above, below }: { min?: number; max?: number; above?: number; below?: number },
): Schema {
  let held: z.ZodInt | z.ZodNumber = schema;
  if (min !== undefined) held = held.min(min);
  if (max !== undefined) held = held.max(max);
  if (above !== undefined) held = held.gt(above);
  if (below !== undefined) held = held.lt(below);
  return held as Schema;
}

/** The part of a registry's entry that the schema of its config needs. */
export interface WithOptions {
  readonly options: Options;
}

const schemas = new WeakMap<WithOptions, z.ZodType>();

function entrySchema(tag: string, key: string, entry: WithOptions): z.ZodType {
  const known = schemas.get(entry);
  if (known !== undefined) return known;
  const fields = Object.entries(entry.options).map(([name, option]) => [name, optionSchema(option)]);
  const schema = z.strictObject({ [tag]: z.literal(key), ...Object.fromEntries(fields) });
  schemas.set(entry, schema);
  return schema;
}

/**
 * The schema of a config that names an entry of a registry under `tag` and sets its options beside it; the bare name
 * stands for an entry with its defaults. The registry is read when a value is parsed, so an entry that was added at run
 * time is known.
 */
export function configSchema<Config extends object>(
  tag: string,
  registry: () => Readonly<Record<string, WithOptions>>,
): z.ZodType<Config, Config | string | Record<string, unknown>> {
  const schema = z.unknown().transform((value, context) => {
    const given = typeof value === "string" ? { [tag]: value } : value;
    if (typeof given !== "object" || given === null || Array.isArray(given)) {
      context.addIssue({ code: "invalid_type", expected: "object", input: given });
      return z.NEVER;
    }
    const entries = registry();
    const key = (given as Record<string, unknown>)[tag];
    if (typeof key !== "string" || !Object.hasOwn(entries, key)) {
      context.addIssue({
        code: "custom",
        path: [tag],
        ...oneOf(entries, key),
      });
      return z.NEVER;
    }
    const parsed = entrySchema(tag, key, entries[key]).safeParse(given);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      context.addIssue({ ...issue, input: given } as z.core.$ZodRawIssue);
    return z.NEVER;
  });
  return schema as unknown as z.ZodType<Config, Config | string | Record<string, unknown>>;
}

/** The schema of an entry's name. The registry is read when a value is parsed. */
export function nameSchema<Name extends string>(
  registry: () => Readonly<Record<string, unknown>>,
): z.ZodType<Name, Name> {
  const schema = z.string().superRefine((name, context) => {
    if (Object.hasOwn(registry(), name)) return;
    context.addIssue({ code: "custom", ...oneOf(registry(), name) });
  });
  return schema as unknown as z.ZodType<Name, Name>;
}

/** The name that came is beside the message: a plugin, or another version of this program, may have it. */
function oneOf(entries: object, came: unknown): { message: string; params: { unknown?: string } } {
  const known = Object.keys(entries).map((name) => JSON.stringify(name));
  const message = `must be one of ${known.join(", ")}; got ${shown(came)}`;
  return { message, params: typeof came === "string" ? { unknown: shown(came) } : {} };
}

/** A value as a message quotes it. */
function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : (JSON.stringify(value) ?? String(value));
  return quoted(text);
}
