/** The largest n for which the formula is checked. */
const PROBES = 12;

/**
 * The formula of a linear function of n, found from its values at n = 1 … 12: "2f + 3", "5". If the function is not
 * linear, its first three values.
 */
export function linearFormula(answerTo: (n: number) => number, letter: string): string {
  const answers = Array.from({ length: PROBES }, (_, i) => answerTo(i + 1));
  const slope = answers[1] - answers[0];
  const start = answers[0] - slope;
  if (answers.some((answer, i) => answer !== slope * (i + 1) + start)) {
    return `${answers.slice(0, 3).join(", ")}, … for ${letter} = 1, 2, 3, …`;
  }
  const terms = [
    ...(slope === 0 ? [] : [`${slope === 1 ? "" : slope}${letter}`]),
    ...(start === 0 && slope !== 0 ? [] : [String(Math.abs(start))]),
  ];
  return terms.join(start < 0 ? " − " : " + ");
}

/** The minimum number of updates that a rule needs, as a formula in f. */
export function neededWorkers(minWorkers: (f: number) => number): string {
  return minWorkers(1) === Number.POSITIVE_INFINITY ? "no number suffices" : linearFormula(minWorkers, "f");
}
