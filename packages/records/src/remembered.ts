const MOST_REMEMBERED = 10_000;

/** `make` for texts of which few differ: it is called once for each. */
export function remembered(make: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const made = known.get(text) ?? make(text);
    if (known.size < MOST_REMEMBERED) known.set(text, made);
    return made;
  };
}
