/** @throws RangeError unless at least one row can be honest. */
export function requireHonest(rule: string, m: number, f: number): void {
  if (m <= f) throw new RangeError(`${rule}: m must be > f, got m = ${m}, f = ${f}`);
}

/** @throws RangeError unless at least one value is left after trimming f values at each end. */
export function requireMajority(rule: string, m: number, f: number): void {
  if (m <= 2 * f) throw new RangeError(`${rule}: m must be > 2f, got m = ${m}, f = ${f}`);
}

/** The warning for a round with fewer updates than the rule's guarantee against f needs. */
export function warnBelow(needed: number, rule: string, m: number, f: number): string[] {
  return m < needed ? [`${rule} with f = ${f} guarantees nothing below ${needed} updates, got ${m}`] : [];
}
