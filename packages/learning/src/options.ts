/**
 * An option of a partition or a schedule, as plain data: checks, schemas, flags, form fields and docs derive from it.
 * It has the same shape as the options of `@honest-majority/robust`, which this package does not import.
 */
export type Option = IntegerOption | NumberOption;

interface NumericOption {
  /** The label of a form field. */
  label: string;
  unit?: string;
  sentence?: string;
  /** `min` and `max` are allowed values, `above` and `below` are not. */
  min?: number;
  max?: number;
  above?: number;
  below?: number;
  default: number;
}

export interface IntegerOption extends NumericOption {
  kind: "integer";
}

export interface NumberOption extends NumericOption {
  kind: "number";
}

/** Options by name, in the order of the form. */
export type Options = Readonly<Record<string, Option>>;

export type OptionValues<O extends Options> = { [Name in keyof O]: number };

/** A config that picks one entry of a registry: its key as `kind`, and its options. */
export type ConfigOf<Registry> = {
  [Key in keyof Registry]: Registry[Key] extends { options: infer O extends Options }
    ? Flat<{ kind: Key } & OptionValues<O>>
    : never;
}[keyof Registry];

type Flat<T> = { [K in keyof T]: T[K] };
