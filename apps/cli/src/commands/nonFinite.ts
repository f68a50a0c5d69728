/** What to say of values that JSON has no word for. */
export function nonFiniteWarnings(values: Float32Array): string[] {
  const first = values.findIndex((value) => !Number.isFinite(value));
  return first < 0
    ? []
    : [`value ${first} is ${values[first]}: JSON has no word for it, null stands in its place`];
}
