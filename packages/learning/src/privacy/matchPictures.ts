/** A picture counts as recovered above this correlation. */
export const RECOVERED_ABOVE = 0.8;

/** The candidate that was matched with a picture. */
export interface Match {
  /** The index of the candidate. */
  candidate: number;
  /** −1 … 1 */
  correlation: number;
}

/**
 * Pearson's correlation of the pixels: 1 for the same picture, however bright, and 0 where one of the two is even.
 *
 * @throws RangeError
 */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  if (n !== b.length) throw new RangeError(`correlation: both must have ${n} pixels, got ${b.length}`);
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < n; i++) {
    sumA += a[i];
    sumB += b[i];
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  let [both, squareA, squareB] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [fromA, fromB] = [a[i] - meanA, b[i] - meanB];
    both += fromA * fromB;
    squareA += fromA * fromA;
    squareB += fromB * fromB;
  }
  const scale = Math.sqrt(squareA) * Math.sqrt(squareB);
  return scale > 0 && Number.isFinite(scale) ? both / scale : 0;
}

/**
 * Matches each true picture with a candidate, each candidate once: the pair of largest correlation first. A picture for which no
 * candidate is left is undefined. It tells how much was recovered to whoever knows the truth; the coordinator does not.
 */
export function matchPictures(
  pictures: readonly ArrayLike<number>[],
  candidates: readonly ArrayLike<number>[],
): (Match | undefined)[] {
  const pairs = pictures.flatMap((picture, place) =>
    candidates.map((found, candidate) => ({ place, candidate, correlation: correlation(picture, found) })),
  );
  pairs.sort((a, b) => b.correlation - a.correlation);
  const matches: (Match | undefined)[] = pictures.map(() => undefined);
  const taken = new Set<number>();
  for (const { place, candidate, correlation } of pairs) {
    if (matches[place] !== undefined || taken.has(candidate)) continue;
    taken.add(candidate);
    matches[place] = { candidate, correlation };
  }
  return matches;
}

/** The share of the pictures that are recovered, 0 … 1. */
export function shareRecovered(matches: readonly (Match | undefined)[]): number {
  if (matches.length === 0) return 0;
  return matches.filter((match) => isRecovered(match)).length / matches.length;
}

export function isRecovered(match: Match | undefined): match is Match {
  return match !== undefined && match.correlation > RECOVERED_ABOVE;
}
