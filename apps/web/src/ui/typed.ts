/** Converts between the values of a config and the texts that a person types into a form. */
import { type Option, type Options, whenUnset } from "@honest-majority/robust/facts";

/**
 * Parses a number with a decimal point or comma; undefined for an empty text. A text that is not a number is returned
 * unchanged, and the schema reports what it must be.
 */
export function numberOf(typed: string): number | string | undefined {
  const trimmed = typed.trim().replace(",", ".");
  if (trimmed === "") return undefined;
  const value = Number(trimmed);
  return Number.isNaN(value) ? trimmed : value;
}

/** Parses the text of an option's field; undefined for an empty text. */
export function typedValue({ kind }: Pick<Option, "kind">, typed: string): unknown {
  if (typed.trim() === "") return undefined;
  switch (kind) {
    case "choice":
      return typed;
    case "boolean":
      return typed === "true";
    case "integers":
      return typed.split(/[\s,;]+/).flatMap((entry) => (entry === "" ? [] : [numberOf(entry)]));
    default:
      return numberOf(typed);
  }
}

/** The options' values by name; undefined for an empty field. */
export function valuesOf(options: Options, typed: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, typedValue(option, typed[name] ?? "")]),
  );
}

/** The texts of the options' fields; an option that has its default has no text. */
export function textsOf(options: Options, config: object): Record<string, string> {
  const values = config as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(options)
      .filter(([name, option]) => values[name] !== undefined && String(values[name]) !== whenUnset(option))
      .map(([name]) => [name, String(values[name])]),
  );
}
