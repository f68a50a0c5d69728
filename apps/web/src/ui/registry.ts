/** Looks up registry entries by key. This page may not know a key, for example of a newer coordinator. */
import type { Options } from "@honest-majority/robust/facts";

export type Registry<Entry> = Readonly<Record<string, Entry>>;

/** Undefined if this page does not know the key. */
export function entryIn<Entry>(registry: Registry<Entry>, key: string): Entry | undefined {
  return Object.hasOwn(registry, key) ? registry[key] : undefined; // the key may come from the wire
}

/** The name for people; the key itself if this page does not know it. */
export function nameIn(registry: Registry<{ readonly name: string }>, key: string): string {
  return entryIn(registry, key)?.name ?? key;
}

/** A shorter `nameIn`. */
export function shortNameIn(registry: Registry<{ readonly shortName: string }>, key: string): string {
  return entryIn(registry, key)?.shortName ?? key;
}

export function optionsIn(registry: Registry<{ readonly options: Options }>, key: string): Options {
  return entryIn(registry, key)?.options ?? {};
}
