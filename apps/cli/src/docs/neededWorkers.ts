/** f from which the law is read, and how far it is checked. */
const PROBES = 12;

/**
 * A rule's fewest updates as a formula in f, read off its own answers for f = 1 … 12: "2f + 3", "5", "none suffice". Where they lie on
 * no line, the first three answers.
 */
export function neededWorkers(minWorkers: (f: number) => number): string {
  const answers = Array.from({ length: PROBES }, (_, i) => minWorkers(i + 1));
  if (answers.every((needed) => needed === Number.POSITIVE_INFINITY)) return "none suffice";
  const slope = answers[1] - answers[0];
  const start = answers[0] - slope;
  if (answers.some((needed, i) => needed !== slope * (i + 1) + start)) {
    return `${answers.slice(0, 3).join(", ")}, … for f = 1, 2, 3, …`;
  }
  const terms = [
    ...(slope === 0 ? [] : [`${slope === 1 ? "" : slope}f`]),
    ...(start === 0 && slope !== 0 ? [] : [String(Math.abs(start))]),
  ];
  return terms.join(start < 0 ? " − " : " + ");
}
