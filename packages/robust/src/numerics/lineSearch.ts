/** The start, the first step and the end of a line search. */
export interface LineSearch {
  /** How often the value is computed. */
  evaluations?: number;
  start?: number;
  /** The first step; its sign is the direction of the search. */
  step?: number;
  /** The factor by which a step shrinks each time. */
  ratio?: number;
}

/**
 * The best x among those tried, for a value about which nothing is known, such as the harm that a robust rule lets pass.
 *
 * Expansion: while x + step is better than the best x so far, it becomes the best and the step doubles.
 * Contraction: from then on the step shrinks by `ratio` after each trial, so x + step moves ever nearer to the best x.
 * NaN is never better. The search covers the step's direction only. It stays on a plateau (where a rule drops the crafted
 * rows) if the first step lands there, so its first step is 1 (one deviation, one mean) and not ByzFL's 10: with 10 it
 * finds half of the harm that Krum and multi-Krum let pass, with 1 nine tenths and more (see the tests).
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
