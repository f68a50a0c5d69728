/** Estimates each constant of the bounds once from the runs in a table. Pure. */
import type { Estimates } from "@honest-majority/conductor";
import type { Cell } from "../sweep/cells";
import type { StoredCell } from "../sweep/resultStore";
import { placeIn } from "../sweep/selection";
import type { Entry } from "../sweep/summary";

/** A cell of the table, and the estimates from the run with its best η₀. */
export interface Estimated {
  entry: Entry;
  estimates: Estimates;
}

export function runsOf(
  cells: readonly Cell[],
  results: ReadonlyMap<string, StoredCell>,
  entries: readonly Entry[],
): Estimated[] {
  return entries.flatMap((entry) => {
    const shown = cells.find(
      ({ place }) =>
        place.eta === entry.best &&
        JSON.stringify(placeIn(place, { best: "eta" })) === JSON.stringify(entry.place),
    );
    const estimates = shown && results.get(shown.id)?.estimates;
    return estimates === undefined ? [] : [{ entry, estimates }];
  });
}

/**
 * σ², L and F₀ belong to the problem: medians over the runs without Byzantine workers. c belongs to the rule and must hold
 * for every δ: the largest, over δ, of the medians over B. Returns a sentence if something is missing.
 */
export function estimateParts(
  runs: readonly Estimated[],
): { variance: number; smoothness: number; gap: number; robustness: number } | string {
  const honest = runs.filter(({ entry }) => entry.place.delta === 0).map(({ estimates }) => estimates);
  if (honest.length === 0) return "there is no run without Byzantine workers";
  const smoothness = honest.flatMap((run) => run.smoothness ?? []);
  if (smoothness.length === 0) return "the noise of the batches hides the curvature in every run";
  const byDelta = new Map<unknown, number[]>();
  for (const { entry, estimates } of runs) {
    if (estimates.robustness === null) continue;
    const { delta } = entry.place;
    byDelta.set(delta, [...(byDelta.get(delta) ?? []), estimates.robustness]);
  }
  if (byDelta.size === 0) return "there is no run with Byzantine workers";
  return {
    variance: median(honest.map(({ variance }) => variance)),
    smoothness: median(smoothness),
    gap: median(honest.map(({ gap }) => gap)),
    robustness: Math.max(...[...byDelta.values()].map(median)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
