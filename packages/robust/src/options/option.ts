/**
 * An option of a rule, a pre-aggregator, an attack or a run, as plain data. It is defined once, in the file of the
 * method that it belongs to. Checks, schemas, flags, form fields, help and docs derive from it.
 */
export type Option = IntegerOption | NumberOption | ChoiceOption | BooleanOption | IntegersOption;

interface Described {
  /** The label of its form field. */
  label: string;
  /** The value's unit, such as "ms" or "an update's L2 norm". */
  unit?: string;
  /** What it does, in one sentence, if the label does not say it. */
  sentence?: string;
  /** What an absent value means, in words. For options without a default. */
  unset?: string;
}

/** `min` and `max` are allowed values, `above` and `below` are not. */
interface Bounds {
  min?: number;
  max?: number;
  above?: number;
  below?: number;
}

export interface IntegerOption extends Described, Bounds {
  kind: "integer";
  default?: number;
  /** When absent, the option takes the run's value of this name. */
  fromRun?: "f";
}

export interface NumberOption extends Described, Bounds {
  kind: "number";
  default?: number | string;
  /** Words that are allowed in place of a number. */
  words?: readonly string[];
}

export interface ChoiceOption extends Described {
  kind: "choice";
  choices: readonly string[];
  default?: string;
}

export interface BooleanOption extends Described {
  kind: "boolean";
  default: boolean;
}

/** A list of integers. */
export interface IntegersOption extends Described {
  kind: "integers";
  min?: number;
  default?: undefined;
}

/** Options by name, in the order of the form. */
export type Options = Readonly<Record<string, Option>>;

/** The f that a rule assumes. An arm may set another f than the run's. */
export const ownF = {
  kind: "integer",
  min: 0,
  label: "Own f",
  unset: "the run's f",
  fromRun: "f",
} as const satisfies IntegerOption;

export type OptionValue<O extends Option> = O extends ChoiceOption
  ? O["choices"][number]
  : O extends BooleanOption
    ? boolean
    : O extends IntegersOption
      ? readonly number[]
      : O extends { words: readonly (infer Word)[] }
        ? number | Word
        : number;

type HasDefault<O> = O extends { default: number | string | boolean } ? true : false;
type FromRun<O> = O extends { fromRun: string } ? true : false;
type Flat<T> = { [K in keyof T]: T[K] };

/** The values of a config with defaults filled in. Options without a default may be absent. */
export type OptionValues<O extends Options> = Flat<
  { [K in keyof O as HasDefault<O[K]> extends true ? K : never]: OptionValue<O[K]> } & {
    [K in keyof O as HasDefault<O[K]> extends true ? never : K]?: OptionValue<O[K]>;
  }
>;

/** The values from which a method is built: `OptionValues`, with the run's values for absent `fromRun` options. */
export type BuildValues<O extends Options> = Flat<
  { [K in keyof O as HasDefault<O[K]> extends true ? K : never]: OptionValue<O[K]> } & {
    [K in keyof O as FromRun<O[K]> extends true ? K : never]: OptionValue<O[K]>;
  } & {
    [K in keyof O as HasDefault<O[K]> extends true ? never : FromRun<O[K]> extends true ? never : K]?:
      | OptionValue<O[K]>
      | undefined;
  }
>;

/** The values that a caller gives: options that have a default or may be absent are optional. */
export type GivenValues<O extends Options> = Flat<
  { [K in keyof O as FromRun<O[K]> extends true ? K : never]: OptionValue<O[K]> } & {
    [K in keyof O as FromRun<O[K]> extends true ? never : K]?: OptionValue<O[K]> | undefined;
  }
>;

/** A config of one entry of a registry: its name as `Tag`, and its options. */
export type ConfigOf<Registry, Tag extends string> = {
  [Key in keyof Registry]: Registry[Key] extends { options: infer O extends Options }
    ? Flat<{ [T in Tag]: Key } & OptionValues<O>>
    : never;
}[keyof Registry];

/** Describes what an absent value means, for form placeholders and tables. */
export function whenUnset(option: Option): string {
  return option.default === undefined ? (option.unset ?? "none") : String(option.default);
}
