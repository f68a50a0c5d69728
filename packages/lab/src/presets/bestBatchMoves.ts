/** Judges whether the best B moves with δ as a theory says, seed by seed. Pure. */
import type { Entry, SeedResult } from "../sweep/summary";
import { together } from "../verdicts/paired";
import { type Verdict, verdictOn } from "../verdicts/verdict";
import { bestBatch, entryAt, valuesOf } from "./preset";

/** A δ and the best B of the theory there. */
export interface Optimum {
  delta: number;
  optimal: number;
}

/**
 * The margin of a seed is the number of doublings of its best B from the δ where the theory's B is smallest to the δ where
 * it is largest. A seed's best B is the one with its highest accuracy (on the validation split if there is one, the
 * smallest of equals), each B with the η₀ chosen for all seeds. The claim holds if the mean margin is positive and exceeds
 * its deviation, like every claim; see `judge`. It cannot be tested if, over the seeds, the best B at the first of these δ
 * is already the largest tried. The δ between these two are printed and not judged: where an attack is weak, the best B
 * may stay.
 */
export function bestBatchMoves(
  claim: string,
  entries: readonly Entry[],
  optima: readonly Optimum[],
): Verdict {
  const sorted = [...optima].sort((a, b) => a.optimal - b.optimal);
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  const batches = valuesOf(entries, "B") as number[];
  const best = new Map(optima.map(({ delta }) => [delta, bestBySeed(entries, delta, batches)]));
  const numbers = optima.map(
    ({ delta, optimal }) =>
      `δ = ${delta}: ${short(optimal)} in theory, ${best.get(delta)?.join(", ") || "none"} by seed`,
  );
  if (least === undefined || !(most.optimal > least.optimal))
    return { claim, outcome: "untestable", measured: `${numbers.join("; ")}; in theory it does not move` };
  if (bestBatch(entries, { delta: least.delta }) === Math.max(...batches))
    return {
      claim,
      outcome: "untestable",
      measured: `${numbers.join("; ")}; at δ = ${least.delta} it is the largest B tried`,
    };
  const ends = [least, most].map(({ delta }) => batches.map((B) => entryAt(entries, { delta, B })));
  const margins = together(ends.flat()).map((results) => {
    const [from, to] = [results.slice(0, batches.length), results.slice(batches.length)];
    return Math.log2(bestOf(to, batches) / bestOf(from, batches));
  });
  return verdictOn(claim, [{ of: `δ = ${most.delta}`, margins }], numbers.join("; "), { print: doublings });
}

function bestBySeed(entries: readonly Entry[], delta: number, batches: readonly number[]): number[] {
  const row = batches.map((B) => entryAt(entries, { delta, B }));
  return together(row).map((results) => bestOf(results, batches));
}

function bestOf(results: readonly SeedResult[], batches: readonly number[]): number {
  const values = results.map(({ validation, accuracy }) => validation ?? accuracy);
  return batches[values.indexOf(Math.max(...values))];
}

function doublings(margin: number): string {
  return `${margin.toFixed(2)} doublings`;
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
