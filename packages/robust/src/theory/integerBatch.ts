/**
 * The whole number B >= 1 with the least bound, for a bound that falls until its real minimizer and grows after it:
 * ⌊minimizer⌋ or ⌊minimizer⌋ + 1, the smaller of equals.
 */
export function integerBatch(bound: (B: number) => number, minimizer: number): number {
  const below = Math.max(1, Math.floor(minimizer));
  return bound(below + 1) < bound(below) ? below + 1 : below;
}
