/** The pictures of a look at the last update, as they are shown to the class. Pure. */
import { LIMITS } from "@honest-majority/protocol";
import type { PicturesToShow } from "@honest-majority/worker/live";
import type { GivenAway } from "../learner/messages";

/** The pairs with a computed picture, at most as many as a worker may show: those that look most alike. */
export function pairsToShow({ pictures }: Pick<GivenAway, "pictures">): GivenAway["pictures"] {
  return pictures
    .filter(({ found }) => found !== undefined)
    .sort((a, b) => (b.found?.correlation ?? 0) - (a.found?.correlation ?? 0))
    .slice(0, LIMITS.shownPairs.most);
}

/** Undefined where there is no pair. */
export function picturesToShow(given: GivenAway): PicturesToShow | undefined {
  const shown = pairsToShow(given);
  if (shown.length === 0) return undefined;
  const size = given.height * given.width * given.channels;
  const bytes = new Uint8Array(2 * shown.length * size);
  shown.forEach(({ pixels, found }, i) => {
    bytes.set(pixels, 2 * i * size);
    if (found !== undefined) bytes.set(found.pixels, (2 * i + 1) * size);
  });
  return { pairs: shown.length, bytes, round: given.round };
}

/** What the student agrees to. */
export function consentSentence(pairs: number): string {
  const what = pairs === 1 ? "this pair" : `${pairs} pairs`;
  return `This sends ${what}, the true picture and the computed one, to your teacher's screen. Your teacher may put them on the projector, without your name. They are gone when you take them back, and when this tab is closed or loses its connection. Nothing writes them to a disk.`;
}
