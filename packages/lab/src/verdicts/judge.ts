/** Judges a claim from its margins: for each seed, how far the numbers are on the claim's side. Pure. */

/** `noise`: the seeds differ among themselves by more than the claim is about. `untestable`: a number is missing. */
export type Outcome = "holds" | "fails" | "noise" | "untestable";

export interface Judgement {
  outcome: Outcome;
  /** Of the margins. */
  mean: number;
  /** The sample standard deviation of the margins, with n − 1; NaN for one seed. */
  deviation: number;
  seeds: number;
}

/**
 * A claim holds or fails when the mean margin exceeds its sample standard deviation, and is within noise otherwise. With one
 * seed there is no deviation, so nothing is shown.
 */
export function judge(margins: readonly number[]): Judgement {
  const seeds = margins.length;
  const mean = margins.reduce((sum, margin) => sum + margin, 0) / seeds;
  const squares = margins.reduce((sum, margin) => sum + (margin - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (seeds - 1));
  return { outcome: outcomeOf(mean, deviation), mean, deviation, seeds };
}

function outcomeOf(mean: number, deviation: number): Outcome {
  if (!Number.isFinite(mean)) return "untestable";
  if (!(Math.abs(mean) > deviation)) return "noise"; // also when the deviation is NaN
  return mean > 0 ? "holds" : "fails";
}

/** The claim as a whole: it holds when all its parts hold, and fails when one of them fails. */
export function whole(parts: readonly Outcome[]): Outcome {
  for (const worst of ["fails", "untestable", "noise"] as const) if (parts.includes(worst)) return worst;
  return parts.length === 0 ? "untestable" : "holds";
}
