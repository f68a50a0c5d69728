/** The seeds of a run: one for everything, and those of single streams that have their own. */

/**
 * The streams whose seed can be set by itself. `split`: drawn data sets, the validation split, the workers' shards, a rule's
 * root examples. `batches`: each worker's batches, and how their pictures are moved. `attacks`: what attacks draw, poisoned
 * batches included. Everything else that is drawn at random uses the run's seed.
 */
export const SEED_NAMES = ["split", "initial", "batches", "attacks"] as const;
export type SeedName = (typeof SEED_NAMES)[number];

export interface Seeds {
  seed: number;
  /** A stream that is absent here uses `seed`. */
  seeds?: { readonly [Name in SeedName]?: number };
}

/** The seed that a stream of a run uses. */
export function seedOf(name: SeedName, { seed, seeds }: Seeds): number {
  return seeds?.[name] ?? seed;
}
