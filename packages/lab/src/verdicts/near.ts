/** By how much values are closer to `claimed` than `tolerance`. Their difference keeps its sign from value to value. */
export function near(values: readonly number[], claimed: number, tolerance: number): number[] {
  const differences = values.map((value) => value - claimed);
  const sign = differences.reduce((sum, difference) => sum + difference, 0) < 0 ? -1 : 1;
  return differences.map((difference) => tolerance - sign * difference);
}
