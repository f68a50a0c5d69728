/** What a person typed into a form's field, as the value it means. */
import { type Option, type Options, whenUnset } from "@honest-majority/robust/facts";

/** A number as typed, with a point or a comma; empty: undefined. What is none goes on to the schema, which says what must hold. */
export function numberOf(typed: string): number | string | undefined {
  const trimmed = typed.trim().replace(",", ".");
  if (trimmed === "") return undefined;
  const value = Number(trimmed);
  return Number.isNaN(value) ? trimmed : value;
}

/** What a text in an option's field means: a word of a choice, a list of integers, or a number. Empty: undefined. */
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

/** The options' values by name; an empty field is left out. */
export function valuesOf(options: Options, typed: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, typedValue(option, typed[name] ?? "")]),
  );
}

/** The texts that stand in the options' fields; a field whose option is as when unset stays empty. */
export function textsOf(options: Options, config: object): Record<string, string> {
  const values = config as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(options)
      .filter(([name, option]) => values[name] !== undefined && String(values[name]) !== whenUnset(option))
      .map(([name]) => [name, String(values[name])]),
  );
}
