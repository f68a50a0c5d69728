/** What the page says about an update. Pure. */
import { RECOVERED_ABOVE } from "@honest-majority/learning/privacy";
import type { ViewAnswer, ViewRequest } from "./request";

/** From about this correlation on, a person sees the symbol in the noise. */
const SEEN_FROM = 0.4;

export function recoveredSentence({ pictures, share }: Pick<ViewAnswer, "pictures" | "share">): string {
  const count = Math.round(share * pictures.length);
  return `${count} of ${pictures.length} ${pictures.length === 1 ? "picture" : "pictures"} recovered`;
}

export function labelsSentence({
  pictures,
  labelShare,
}: Pick<ViewAnswer, "pictures" | "labelShare">): string {
  const count = Math.round(labelShare * pictures.length);
  return `${count} of ${pictures.length} ${pictures.length === 1 ? "label" : "labels"} named from the last layer alone.`;
}

/** What this result means, and does not mean. */
export function verdictSentence(
  { share, pictures }: Pick<ViewAnswer, "share" | "pictures">,
  { clip, noise, batchSize }: Pick<ViewRequest, "clip" | "noise" | "batchSize">,
): string {
  if (noise > 0 && share === 0) {
    const best = Math.max(...pictures.map(({ found }) => found?.correlation ?? 0));
    const stops =
      best < SEEN_FROM
        ? "The noise stops this reconstruction."
        : `No picture counts as recovered, which takes a correlation over ${RECOVERED_ABOVE}. Your eyes may still see something.`;
    return `${stops} It is not differential privacy: it promises nothing about a cleverer one.`;
  }
  if (noise > 0) return "This much noise does not stop the reconstruction.";
  if (clip > 0 && share > 0) return "Clipping alone hides nothing: it makes the whole update smaller.";
  if (share === 1) return "An update of so few pictures is nearly the pictures themselves.";
  if (batchSize > 1) {
    return "What a larger batch mixes up is not recovered here. Mixed up does not mean safe: other ways to compute it back exist.";
  }
  return "";
}
