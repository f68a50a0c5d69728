/** Looks up what a config names, which may be unknown here: a newer coordinator's, or a plugin's that did not load. */
import type { Options } from "@honest-majority/robust/facts";

export type Registry<Leaf> = Readonly<Record<string, Leaf>>;

/** Undefined when this page does not know it. */
export function leafIn<Leaf>(registry: Registry<Leaf>, key: string): Leaf | undefined {
  return Object.hasOwn(registry, key) ? registry[key] : undefined; // the key may come from the wire
}

/** For people; the key itself when this page does not know it. */
export function nameIn(registry: Registry<{ readonly name: string }>, key: string): string {
  return leafIn(registry, key)?.name ?? key;
}

/** As `nameIn`, where space is short. */
export function shortNameIn(registry: Registry<{ readonly shortName: string }>, key: string): string {
  return leafIn(registry, key)?.shortName ?? key;
}

export function optionsIn(registry: Registry<{ readonly options: Options }>, key: string): Options {
  return leafIn(registry, key)?.options ?? {};
}
