/** A key that can stand in a config, a flag and a file name. */
const KEY = /^[a-z][A-Za-z0-9-]{0,39}$/;

/**
 * Adds an entry to a registry at run time, as a plugin or a test does. Whatever is derived from a registry reads it
 * when it is asked, so that an entry added before that is there.
 *
 * @throws RangeError for a key that is taken or not well formed.
 */
export function register<Leaf>(registry: Readonly<Record<string, Leaf>>, key: string, leaf: Leaf): void {
  if (!KEY.test(key)) {
    throw new RangeError(
      `register: a name must be a letter, then letters, digits and dashes, got ${JSON.stringify(key)}`,
    );
  }
  if (Object.hasOwn(registry, key)) throw new RangeError(`register: ${key} is there already`);
  (registry as Record<string, Leaf>)[key] = leaf;
}

/**
 * The entry of that name.
 *
 * @throws RangeError that lists the names there are.
 */
export function entryOf<Leaf>(registry: Readonly<Record<string, Leaf>>, what: string, key: string): Leaf {
  if (Object.hasOwn(registry, key)) return registry[key];
  throw new RangeError(`unknown ${what} ${JSON.stringify(key)}; known: ${Object.keys(registry).join(", ")}`);
}
