import type { BooleanOption, ChoiceOption, IntegersOption, NumberOption, Option, Options } from "./option";

/**
 * The given values with defaults for absent ones. Values that come from the run must be present.
 *
 * @throws RangeError with the method, the option, the requirement and the value: "centeredClip: tau must be > 0, got -1".
 */
export function readOptions(who: string, options: Options, given: object): Record<string, unknown> {
  const values = withDefaults(who, options, given);
  for (const [name, option] of Object.entries(options)) {
    if (values[name] === undefined && "fromRun" in option && option.fromRun !== undefined) {
      throw new RangeError(`${who}: ${name} must be ${requirement(option)}, got none`);
    }
  }
  return values;
}

/**
 * The given values with defaults for absent ones, as a config holds them.
 *
 * @throws RangeError for an unknown option and for a value that is not allowed.
 */
export function withDefaults(who: string, options: Options, given: object): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    if (option === undefined) {
      const known = Object.keys(options).join(", ") || "none";
      throw new RangeError(`${who}: there is no option ${name}; its options are: ${known}`);
    }
    if (value === undefined) continue;
    const must = unmet(option, value);
    if (must !== undefined) throw new RangeError(`${who}: ${name} must be ${must}, got ${shown(value)}`);
    values[name] = value;
  }
  for (const [name, option] of Object.entries(options)) {
    if (values[name] === undefined && option.default !== undefined) values[name] = option.default;
  }
  return values;
}

/** The requirement that a value violates; undefined if it meets all. */
export function unmet(option: Option, value: unknown): string | undefined {
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return "finite";
  return allows(option, value) ? undefined : requirement(option);
}

/** Describes the allowed values of an option: "an integer >= 1", "in (0, 1]", `"auto" or > 0`. */
export function requirement(option: Option): string {
  switch (option.kind) {
    case "integer":
      return ["an integer", bounds(option, "integer")].filter(Boolean).join(" ");
    case "number": {
      const number = bounds(option, "number") || "a number";
      return [...(option.words ?? []).map((word) => JSON.stringify(word)), number].join(" or ");
    }
    case "choice":
      return listed(option.choices.map((choice) => JSON.stringify(choice)));
    case "boolean":
      return "true or false";
    case "integers":
      return `a list of integers${option.min === undefined ? "" : ` >= ${option.min}`}`;
    default:
      return option satisfies never;
  }
}

function allows(option: Option, value: unknown): boolean {
  switch (option.kind) {
    case "integer":
      return Number.isInteger(value) && within(option, value as number);
    case "number":
      return allowsNumber(option, value);
    case "choice":
      return (option satisfies ChoiceOption).choices.includes(value as string);
    case "boolean":
      return (option satisfies BooleanOption) && typeof value === "boolean";
    case "integers":
      return allowsIntegers(option, value);
    default:
      return option satisfies never;
  }
}

function allowsNumber(option: NumberOption, value: unknown): boolean {
  if (typeof value === "string") return option.words?.includes(value) ?? false;
  return typeof value === "number" && !Number.isNaN(value) && within(option, value);
}

function allowsIntegers(option: IntegersOption, value: unknown): boolean {
  const least = option.min ?? Number.NEGATIVE_INFINITY;
  return Array.isArray(value) && value.every((entry) => Number.isInteger(entry) && entry >= least);
}

interface Bounds {
  min?: number;
  max?: number;
  above?: number;
  below?: number;
}

function within({ min, max, above, below }: Bounds, value: number): boolean {
  return (
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below)
  );
}

function bounds({ min, max, above, below }: Bounds, kind: "integer" | "number"): string {
  const [low, high] = [min ?? above, max ?? below];
  if (low === undefined && high === undefined) return "";
  if (low === undefined) return `${max === undefined ? "<" : "<="} ${high}`;
  if (high === undefined) return `${min === undefined ? ">" : ">="} ${low}`;
  if (kind === "integer") return `in ${low} … ${high}`;
  return `in ${min === undefined ? "(" : "["}${low}, ${high}${max === undefined ? ")" : "]"}`;
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value}]`;
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
