/** Judges whether the best B moves with δ as a theory says. Pure. */
import type { Entry } from "../sweep/summary";
import { type Verdict, verdictOn } from "../verdicts/verdict";
import { bestBatchChange } from "./byzsgdnmClaims";
import { bestBatch } from "./preset";

/** A δ and the best B of the theory there. */
export interface Optimum {
  delta: number;
  optimal: number;
}

/**
 * Whether the best B is larger at the δ where the theory's is largest than where it is smallest, judged as table 1 is. The δ
 * between these two are printed and not judged: where an attack is weak, the best B may stay.
 */
export function bestBatchMoves(
  claim: string,
  entries: readonly Entry[],
  optima: readonly Optimum[],
): Verdict {
  const sorted = [...optima].sort((a, b) => a.optimal - b.optimal);
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  const numbers = optima
    .map(
      ({ delta, optimal }) =>
        `δ = ${delta}: ${short(optimal)} in theory, ${bestBatch(entries, { delta })} measured`,
    )
    .join("; ");
  if (least === undefined || !(most.optimal > least.optimal))
    return { claim, outcome: "untestable", measured: `${numbers}; in theory it does not move` };
  const { parts, measured } = bestBatchChange(entries, { from: least.delta, to: most.delta });
  if (parts === undefined) return { claim, outcome: "untestable", measured: `${numbers}; ${measured}` };
  return verdictOn(claim, parts, `${numbers}; ${measured}`);
}

function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
