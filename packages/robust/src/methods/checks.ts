/** Throws unless `f` can count workers. */
export function requireCount(rule: string, f: number): void {
  if (!Number.isInteger(f) || f < 0) throw new RangeError(`${rule}: f must be an integer >= 0, got ${f}`);
}

/** Throws unless some row may be honest. */
export function requireHonest(rule: string, m: number, f: number): void {
  if (m <= f) throw new RangeError(`${rule}: m must be > f, got m = ${m}, f = ${f}`);
}

/** Throws unless trimming f values at each end leaves one. */
export function requireMajority(rule: string, m: number, f: number): void {
  if (m <= 2 * f) throw new RangeError(`${rule}: m must be > 2f, got m = ${m}, f = ${f}`);
}

/** What is said of a round with fewer updates than the rule's guarantee against f asks for. */
export function warnBelow(needed: number, rule: string, m: number, f: number): string[] {
  return m < needed ? [`${rule} with f = ${f} promises nothing below ${needed} updates, ${m} are here`] : [];
}
