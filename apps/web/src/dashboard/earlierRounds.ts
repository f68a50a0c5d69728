/** Loads the rounds before those of the first answer, page by page, the latest first. */
import type { Answer, RoundRecord, RoundsPage, RoundsRequest } from "@honest-majority/protocol";

export interface EarlierParts {
  /** Undefined when no answer came. */
  ask: (request: RoundsRequest) => Promise<Answer<RoundsPage> | undefined>;
  /** Before the next try after a page that did not come. */
  wait: () => Promise<void>;
  /** False when the rounds are of no more use: the page closed, or watches again. */
  isWanted: () => boolean;
}

/** Oldest first; undefined when they are not wanted any more, or the run has been replaced. */
export async function earlierRounds(
  { run, rounds, earlier }: RoundsPage & { run: string },
  { ask, wait, isWanted }: EarlierParts,
): Promise<RoundRecord[] | undefined> {
  const pages: RoundRecord[][] = [];
  let first = rounds.at(0)?.round;
  let left = earlier;
  while (left > 0 && first !== undefined) {
    const page = await ask({ run, before: first });
    if (!isWanted() || (page?.ok === false && page.code === "wrong-run")) return undefined;
    if (page?.ok !== true) {
      await wait();
      continue;
    }
    pages.unshift(page.rounds);
    left = page.earlier;
    first = page.rounds.at(0)?.round;
  }
  return isWanted() ? pages.flat() : undefined;
}
