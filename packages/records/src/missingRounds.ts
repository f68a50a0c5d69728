/** How many gaps are named. */
const MOST_NAMED = 10;

/** Of the rounds before the last of these, those that are not among them: "3 to 5, 8"; undefined where none is missing. */
export function missingRounds(ascending: Iterable<number>): string | undefined {
  const gaps: string[] = [];
  let next = 0;
  for (const round of ascending) {
    if (round === next + 1) gaps.push(`${next}`);
    else if (round > next) gaps.push(`${next} to ${round - 1}`);
    next = round + 1;
  }
  if (gaps.length === 0) return undefined;
  const named = gaps.slice(0, MOST_NAMED).join(", ");
  return gaps.length > MOST_NAMED ? `${named} and more` : named;
}
