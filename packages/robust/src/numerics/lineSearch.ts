/** Where a line search begins, how far its first step goes, and when it ends. */
export interface LineSearch {
  /** How often the value is asked for. */
  evaluations?: number;
  start?: number;
  /** First step; its sign is the direction that is searched. */
  step?: number;
  /** By which a step shrinks, each time. */
  ratio?: number;
}

/**
 * The best x found of those tried for a value that nothing is known of, such as what a robust rule lets pass.
 *
 * Expansion: as long as x + step is better than the best x so far, it becomes the best and the step doubles.
 * Contraction: from then on the step shrinks by `ratio` after each trial, and x + step is tried ever nearer to the best.
 * A value that is not a number is no better than any. It looks in the step's direction only, and stays on a plateau,
 * where a rule drops the crafted rows, that it enters with its first step: 1 (a deviation, a mean) rather than ByzFL's
 * 10, with which it finds half the harm that Krum and multi-Krum let through (nine tenths and more with 1, see the tests).
 *
 * @throws RangeError unless evaluations is an integer >= 1, the step is finite and not 0, and the ratio lies in (0, 1).
 */
export async function lineSearch(
  valueAt: (x: number) => Promise<number>,
  { evaluations = 20, start = 0, step: firstStep = 1, ratio = 0.8 }: LineSearch = {},
): Promise<number> {
  if (!Number.isInteger(evaluations) || evaluations < 1) {
    throw new RangeError(`lineSearch: evaluations must be an integer >= 1, got ${evaluations}`);
  }
  if (!Number.isFinite(firstStep) || firstStep === 0) {
    throw new RangeError(`lineSearch: step must be finite and not 0, got ${firstStep}`);
  }
  if (!(ratio > 0 && ratio < 1)) throw new RangeError(`lineSearch: ratio must be in (0, 1), got ${ratio}`);
  let best = { x: start, value: await valueAt(start) };
  if (Number.isNaN(best.value)) best.value = Number.NEGATIVE_INFINITY;
  let step = firstStep;
  let expanding = true;
  for (let left = evaluations - 1; left > 0; left--) {
    const x = best.x + step;
    const value = await valueAt(x);
    const better = value > best.value;
    if (better) best = { x, value };
    if (!better) expanding = false;
    step *= better && expanding ? 2 : ratio;
  }
  return best.x;
}
