import type { Random } from "@honest-majority/random";
import { definePreAggregator } from "../definePreAggregator";

/** How many rows bucketing makes of m rows. */
export function bucketsOf(m: number, s = 2): number {
  return Math.ceil(m / s);
}

/**
 * s-bucketing: the means of ⌈m/s⌉ random buckets of s updates each. The last bucket holds the rest.
 *
 *   y_k = mean of x_π(j) over j = k·s … min(m, (k+1)·s) − 1
 *
 * It evens out the differences of honest workers: a bucket's variance is 1/s of theirs. A Byzantine row spoils its
 * whole bucket, so the rule after it must tolerate f of ⌈m/s⌉ rows. O(m·d).
 * Karimireddy, He, Jaggi 2022, arXiv:2006.09365, algorithm 1.
 */
export const bucketing = /* @__PURE__ */ definePreAggregator({
  kind: "bucketing",
  name: "Bucketing",
  shortName: "Bucketing",
  commonNoun: true,
  formula: "y_k = mean of the s rows x_π(ks) … x_π(ks+s−1), π a random order",
  sentence: "Shuffles the updates into buckets of s and passes on the average of each bucket.",
  cost: "O(m·d)",
  source: "Karimireddy et al. 2022, arXiv:2006.09365",
  options: {
    s: { kind: "integer", min: 1, default: 2, label: "s, updates per bucket" },
    permutation: { kind: "integers", min: 0, label: "Order of the updates", unset: "drawn each round" },
  },
  rows: (m, { s }) => bucketsOf(m, s),
  requires: (m, { permutation }) => {
    if (permutation) requirePermutation(m, permutation);
  },
  build: ({ s, permutation }, { random }) => {
    if (permutation === undefined && random === undefined) {
      throw new RangeError("bucketing: a permutation or a random stream must be given, got neither");
    }

    return async (updates) => {
      const { m } = updates;
      const order = permutation ?? drawn(m, random as Random);
      requirePermutation(m, order);
      const k = bucketsOf(m, s);
      const shares = new Float64Array(k * m);
      for (const [place, i] of order.entries()) {
        const bucket = Math.floor(place / s);
        shares[bucket * m + i] = 1 / Math.min(s, m - bucket * s);
      }
      return { updates: await updates.mix(shares, k), shares, warnings: [] };
    };
  },
});

function drawn(m: number, random: Random): number[] {
  return random.shuffle(Array.from({ length: m }, (_, i) => i));
}

export function requirePermutation(m: number, order: readonly number[]): void {
  if (order.length !== m || order.toSorted((a, b) => a - b).some((i, place) => i !== place)) {
    throw new RangeError(`bucketing: permutation must hold each of 0 … ${m - 1} once, got [${order}]`);
  }
}
