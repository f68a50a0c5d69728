/** What a person typed into a form's field, as the value it means. */
import type { RuleOption } from "@honest-majority/robust";

/** A number as typed, with a point or a comma; empty: undefined. What is none goes on to the schema, which says what must hold. */
export function numberOf(typed: string): number | string | undefined {
  const trimmed = typed.trim().replace(",", ".");
  if (trimmed === "") return undefined;
  const value = Number(trimmed);
  return Number.isNaN(value) ? trimmed : value;
}

/** The options' values by key: a word where there are words to choose from, else a number. */
export function valuesOf(
  options: readonly RuleOption[],
  typed: Readonly<Record<string, string>>,
): Record<string, number | string | undefined> {
  return Object.fromEntries(
    options.map(({ key, choices }) => {
      const text = typed[key] ?? "";
      return [key, choices === undefined || text === "" ? numberOf(text) : text];
    }),
  );
}

/** The texts that stand in the options' fields; a field whose option is as when unset stays empty. */
export function textsOf(options: readonly RuleOption[], config: object): Record<string, string> {
  const values = config as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    options
      .filter(({ key, unset }) => values[key] !== undefined && String(values[key]) !== unset)
      .map(({ key }) => [key, String(values[key])]),
  );
}
