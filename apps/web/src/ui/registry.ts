/** Looks up registry entries by key. This page may not know a key, for example of a newer coordinator. */
import type { Options } from "@honest-majority/robust/facts";

export type Registry<Leaf> = Readonly<Record<string, Leaf>>;

/** Undefined if this page does not know the key. */
export function leafIn<Leaf>(registry: Registry<Leaf>, key: string): Leaf | undefined {
  return Object.hasOwn(registry, key) ? registry[key] : undefined; // the key may come from the wire
}

/** The name for people; the key itself if this page does not know it. */
export function nameIn(registry: Registry<{ readonly name: string }>, key: string): string {
  return leafIn(registry, key)?.name ?? key;
}

/** A shorter `nameIn`. */
export function shortNameIn(registry: Registry<{ readonly shortName: string }>, key: string): string {
  return leafIn(registry, key)?.shortName ?? key;
}

export function optionsIn(registry: Registry<{ readonly options: Options }>, key: string): Options {
  return leafIn(registry, key)?.options ?? {};
}
