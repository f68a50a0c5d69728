/**
 * An option of a rule, a pre-aggregator, an attack or a run, as plain data. It is written once, in the file of the
 * thing it belongs to; checks, schemas, flags, form fields, help and docs are derived from it.
 */
export type Option = IntegerOption | NumberOption | ChoiceOption | BooleanOption | IntegersOption;

interface Described {
  /** What a form field is called. */
  label: string;
  /** Of the value, such as "ms" or "an update's L2 norm". */
  unit?: string;
  /** What it does, in one sentence, where the label does not say it. */
  sentence?: string;
  /** In words, what an absent value means; for options without a default. */
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
  /** An absent value is the run's value of this name. */
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

/** Options by their name, in the order in which a form shows them. */
export type Options = Readonly<Record<string, Option>>;

/** The f that a rule is told; a rule of its own in an arm may be told another than the run's. */
export const ownF = {
  kind: "integer",
  min: 0,
  label: "f of its own",
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

/** What a config holds once defaults are filled in: options without a default may be absent. */
export type OptionValues<O extends Options> = Flat<
  { [K in keyof O as HasDefault<O[K]> extends true ? K : never]: OptionValue<O[K]> } & {
    [K in keyof O as HasDefault<O[K]> extends true ? never : K]?: OptionValue<O[K]>;
  }
>;

/** What a method is built from: as `OptionValues`, and the run's values stand where it set none of its own. */
export type BuildValues<O extends Options> = Flat<
  { [K in keyof O as HasDefault<O[K]> extends true ? K : never]: OptionValue<O[K]> } & {
    [K in keyof O as FromRun<O[K]> extends true ? K : never]: OptionValue<O[K]>;
  } & {
    [K in keyof O as HasDefault<O[K]> extends true ? never : FromRun<O[K]> extends true ? never : K]?:
      | OptionValue<O[K]>
      | undefined;
  }
>;

/** What a caller gives: everything that has a default or may be absent is optional. */
export type GivenValues<O extends Options> = Flat<
  { [K in keyof O as FromRun<O[K]> extends true ? K : never]: OptionValue<O[K]> } & {
    [K in keyof O as FromRun<O[K]> extends true ? never : K]?: OptionValue<O[K]> | undefined;
  }
>;

/** A config of one of a registry's entries: its name under `Tag`, and its options beside it. */
export type ConfigOf<Registry, Tag extends string> = {
  [Key in keyof Registry]: Registry[Key] extends { options: infer O extends Options }
    ? Flat<{ [T in Tag]: Key } & OptionValues<O>>
    : never;
}[keyof Registry];

/** What an absent value means, for a form's placeholder and a table. */
export function whenUnset(option: Option): string {
  return option.default === undefined ? (option.unset ?? "none") : String(option.default);
}
