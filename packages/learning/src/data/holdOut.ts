import { stream } from "@honest-majority/random";

/** The indices of a training set, each in one of the two, in ascending order. */
export interface HeldOut {
  /** The validation split: examples that no worker gets. */
  held: Uint32Array;
  dealt: Uint32Array;
}

/**
 * Draws `share` of `count` examples from the seed, rounded to whole ones, to be kept from training. The same arguments
 * give the same split, whatever else a run's settings are.
 *
 * @throws RangeError if no example is left for one of the two.
 */
export function holdOut(count: number, share: number, seed: number): HeldOut {
  const kept = Math.round(share * count);
  if (!(kept >= 1 && kept < count)) {
    throw new RangeError(
      `holdOut: ${share} of ${count} examples must be at least one and not all, got ${kept}`,
    );
  }
  const order = stream(seed, "validation").shuffle(Uint32Array.from({ length: count }, (_, i) => i));
  return { held: order.subarray(0, kept).toSorted(), dealt: order.subarray(kept).toSorted() };
}
