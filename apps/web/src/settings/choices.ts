/** What a registry offers, in its order, for a `ChoiceField`. */
export function choicesOf<Key extends string>(registry: Readonly<Record<Key, { name: string }>>) {
  return (Object.keys(registry) as Key[]).map((value) => ({ value, title: registry[value].name }));
}
