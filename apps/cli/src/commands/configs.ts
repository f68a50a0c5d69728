import { describeConfigError, UserError } from "@honest-majority/protocol";
import type { Options } from "@honest-majority/robust/facts";
import type { z } from "zod";
import type { Flags } from "../commandLine";
import { flagValue } from "../flagValue";
import { shown } from "./shown";

/**
 * The options of one registry entry, from flags and `--options`. A flag overrides the same option in `--options`. The
 * names in `taken` are flags of the command itself, never options: --f is the round's f, not the rule's.
 *
 * @throws UserError for an option that the kind does not have.
 */
export function givenOptions(
  kind: string,
  registry: Readonly<Record<string, { options: Options }>>,
  flags: Flags,
  taken: readonly string[],
): object {
  const own = Object.keys(registry[kind].options);
  const all = new Set(Object.values(registry).flatMap(({ options }) => Object.keys(options)));
  const given = { ...optionsObject(flags.options) } as Record<string, unknown>;
  for (const option of all) {
    if (!taken.includes(option) && flags[option] !== undefined) given[option] = flagValue(flags[option]);
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
 * @throws UserError that names the wrong field.
 */
export function parseConfig<Config>(schema: z.ZodType<Config>, what: string, value: unknown): Config {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path }] = parsed.error.issues;
  const came = path.reduce((held: unknown, key) => (held as Record<PropertyKey, unknown>)?.[key], value);
  const got = path.length > 0 ? `, got ${shown(came)}` : "";
  throw new UserError("input", `${what}: ${describeConfigError(parsed.error)}${got}`);
}
