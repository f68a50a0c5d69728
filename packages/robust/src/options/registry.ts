/** A key must work in a config, a flag and a file name. */
const KEY = /^[a-z][A-Za-z0-9-]{0,39}$/;

/**
 * Adds an entry to a registry at run time, as a plugin or a test does. Code that derives lists from a registry reads it
 * at each call, so it sees every entry added before the call.
 *
 * @throws RangeError for a key that is taken or invalid.
 */
export function register<Entry>(registry: Readonly<Record<string, Entry>>, key: string, entry: Entry): void {
  if (!KEY.test(key)) {
    throw new RangeError(
      `register: a name must be a letter, then letters, digits and dashes, got ${JSON.stringify(key)}`,
    );
  }
  if (Object.hasOwn(registry, key)) throw new RangeError(`register: ${key} is already registered`);
  (registry as Record<string, Entry>)[key] = entry;
}

/**
 * The entry with this name.
 *
 * @throws RangeError that lists the known names.
 */
export function entryOf<Entry>(registry: Readonly<Record<string, Entry>>, what: string, key: string): Entry {
  if (Object.hasOwn(registry, key)) return registry[key];
  throw new RangeError(`unknown ${what} ${JSON.stringify(key)}; known: ${Object.keys(registry).join(", ")}`);
}
