import { describeConfigError, UserError } from "@honest-majority/protocol";
import { z } from "zod";
import type { Flags } from "../commandLine";
import { flagValue } from "../flagValue";
import { shown } from "./shown";

interface OptionSchema {
  const?: string;
}

/** The options of each kind in a union of configs, in the schema's order; `tag` is what tells the kinds apart. */
export function optionsByKind(schema: z.ZodType, tag: string): Readonly<Record<string, string[]>> {
  const { oneOf, anyOf } = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  const kinds = (oneOf ?? anyOf ?? []) as { properties: Record<string, OptionSchema> }[];
  return Object.fromEntries(
    kinds.map(({ properties }) => [
      properties[tag].const,
      Object.keys(properties).filter((option) => option !== tag),
    ]),
  );
}

/** Every option of any kind, once. */
export function allOptions(byKind: Readonly<Record<string, readonly string[]>>): string[] {
  return [...new Set(Object.values(byKind).flat())];
}

/**
 * The options that flags give to one kind, a flag before the same option in `--options`. f is the round's before it is a
 * rule's own: as a flag it is none of them.
 *
 * @throws UserError for an option that the kind does not have.
 */
export function givenOptions(
  kind: string,
  own: readonly string[],
  all: readonly string[],
  flags: Flags,
): object {
  const given = { ...optionsObject(flags.options) } as Record<string, unknown>;
  for (const option of all) {
    if (option !== "f" && flags[option] !== undefined) given[option] = flagValue(flags[option]);
  }
  const foreign = Object.keys(given).find((option) => !own.includes(option));
  if (foreign !== undefined) {
    throw new UserError(
      "input",
      `${kind} must not be given ${foreign}, its options are ${own.join(", ") || "none"}`,
    );
  }
  return given;
}

function optionsObject(written: string | undefined): object {
  if (written === undefined) return {};
  const value = flagValue(written);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new UserError(
    "input",
    `--options must be a JSON object such as '{"iterations":3}', got ${shown(value)}`,
  );
}

/**
 * @throws UserError saying which field is at fault.
 */
export function parseConfig<Config>(schema: z.ZodType<Config>, what: string, value: unknown): Config {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path }] = parsed.error.issues;
  const came = path.reduce((held: unknown, key) => (held as Record<PropertyKey, unknown>)?.[key], value);
  const got = path.length > 0 ? `, got ${shown(came)}` : "";
  throw new UserError("input", `${what}: ${describeConfigError(parsed.error)}${got}`);
}
