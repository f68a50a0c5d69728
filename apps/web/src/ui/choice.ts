/** A registry entry that a person chose, with the options that the person typed. */
import type { Options } from "@honest-majority/robust/facts";
import { optionsIn, type Registry } from "./registry";
import { textsOf, valuesOf } from "./typed";

export interface Choice {
  /** The entry's key. */
  kind: string;
  /** The typed texts by the option's name; an empty or missing text means the default. */
  options: Readonly<Record<string, string>>;
  /** Fields of the original config that this page does not know; kept until another entry is chosen. */
  extra?: Readonly<Record<string, unknown>>;
}

type Entries = Registry<{ readonly options: Options }>;
/** The field that names the entry: "rule" or "kind". */
type Tag = string;

export function choiceIn(registry: Entries, tag: Tag, config: object): Choice {
  const { [tag]: key, ...values } = config as Readonly<Record<string, unknown>>;
  const kind = String(key);
  const options = optionsIn(registry, kind);
  const extra = Object.entries(values).filter(([name]) => !Object.hasOwn(options, name));
  return {
    kind,
    options: textsOf(options, values),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
  };
}

/** The config that a choice describes, not yet checked against a schema. */
export function configIn(registry: Entries, tag: Tag, { kind, options, extra }: Choice) {
  return { [tag]: kind, ...extra, ...valuesOf(optionsIn(registry, kind), options) };
}
