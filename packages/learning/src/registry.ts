type Registry<Entry> = Readonly<Record<string, Entry>>;

/** Keys appear in configs, flags and file names. */
const KEY = /^[a-z][A-Za-z0-9-]{0,39}$/;

/**
 * Adds an entry to its registry while the program runs, as a plugin or a test does. Everything that derives from a
 * registry reads it on use, so it finds what was registered before.
 *
 * @throws RangeError when the key is taken or invalid.
 */
export function register<Entry>(registry: Registry<Entry>, key: string, entry: Entry): void {
  if (!KEY.test(key)) {
    throw new RangeError(
      `register: a key must be a lower-case letter and then letters, digits and dashes, got ${JSON.stringify(key)}`,
    );
  }
  if (Object.hasOwn(registry, key)) throw new RangeError(`register: ${key} is already registered`);
  (registry as Record<string, Entry>)[key] = entry;
}

/**
 * The entry registered under a key.
 *
 * @throws RangeError that lists the registered keys.
 */
export function entryOf<Entry>(registry: Registry<Entry>, kind: string, key: string): Entry {
  if (Object.hasOwn(registry, key)) return registry[key];
  throw new RangeError(
    `unknown ${kind} ${JSON.stringify(key)}, registered are ${Object.keys(registry).join(", ")}`,
  );
}
