/** Warns about the first value that JSON cannot represent. */
export function nonFiniteWarnings(values: Float32Array): string[] {
  const first = values.findIndex((value) => !Number.isFinite(value));
  return first < 0
    ? []
    : [`value ${first} is ${values[first]}, which JSON cannot represent: it is printed as null`];
}
