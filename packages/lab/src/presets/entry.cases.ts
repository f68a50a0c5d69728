import type { Entry } from "../sweep/summary";

/** An entry at a place, with the seeds 1, 2, … and these accuracies, which stay the same along the run. */
export function entryAtPlace(place: Record<string, unknown>, accuracies: readonly number[]): Entry {
  return {
    place,
    best: 0.3,
    accuracy: { mean: accuracies.reduce((sum, one) => sum + one, 0) / accuracies.length, deviation: 0 },
    seconds: { mean: 1, deviation: 0 },
    seeds: accuracies.length,
    diverged: 0,
    bySeed: accuracies.map((accuracy, i) => ({
      seed: i + 1,
      accuracy,
      early: accuracy,
      along: accuracy,
      seconds: 1,
    })),
  };
}
