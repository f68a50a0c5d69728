/** Whom a rule threw out, and whether it was right. Pure. */
import type { ArmRecord, RoundRecord, RowVerdict } from "./record";

export type Verdict =
  /** Malicious and thrown out: a true positive. */
  | "caught"
  /** Malicious and kept: a false negative. */
  | "missed"
  /** Honest and thrown out: a false positive. */
  | "wronged"
  /** Honest and kept: a true negative. */
  | "kept";

/** Sums of verdicts. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;
export const NO_VERDICTS: VerdictCounts = { caught: 0, missed: 0, wronged: 0, kept: 0 };

/** A rule threw a row out when it kept less than half of what it kept of a row on average. */
export function isThrownOut(kept: number, rows: readonly Pick<RowVerdict, "kept">[]): boolean {
  const total = rows.reduce((sum, row) => sum + row.kept, 0);
  return kept < total / rows.length / 2;
}

/**
 * The verdict on each worker whose update the arm had, or which was refused because it was not finite: refused counts as
 * thrown out. Empty for an arm that did not aggregate.
 */
export function verdictsOf(
  { rows }: Pick<ArmRecord, "rows">,
  { byzantine, notFinite }: { byzantine: readonly string[]; notFinite: readonly string[] },
): Map<string, Verdict> {
  if (rows.length === 0) return new Map();
  const malicious = new Set(byzantine);
  const verdict = (worker: string, out: boolean): [string, Verdict] => [
    worker,
    malicious.has(worker) ? (out ? "caught" : "missed") : out ? "wronged" : "kept",
  ];
  return new Map([
    ...notFinite.map((worker) => verdict(worker, true)),
    ...rows.map(({ worker, kept }) => verdict(worker, isThrownOut(kept, rows))),
  ]);
}

/** The workers of a round whose updates were refused because they were not finite. */
export function notFiniteIn({ refusals }: Pick<RoundRecord, "refusals">): string[] {
  return [...new Set(refusals.filter(({ code }) => code === "not-finite").map(({ worker }) => worker))];
}

export function addVerdicts(counts: VerdictCounts, verdicts: Iterable<Verdict>): VerdictCounts {
  const sums = { ...counts };
  for (const verdict of verdicts) sums[verdict]++;
  return sums;
}

export function addedCounts(a: VerdictCounts, b: VerdictCounts): VerdictCounts {
  return {
    caught: a.caught + b.caught,
    missed: a.missed + b.missed,
    wronged: a.wronged + b.wronged,
    kept: a.kept + b.kept,
  };
}

/** Of those thrown out, the share that was malicious; undefined when nobody was thrown out. */
export function precisionOf({ caught, wronged }: VerdictCounts): number | undefined {
  return caught + wronged === 0 ? undefined : caught / (caught + wronged);
}

/** Of the malicious, the share that was thrown out; undefined when nobody was malicious. */
export function recallOf({ caught, missed }: VerdictCounts): number | undefined {
  return caught + missed === 0 ? undefined : caught / (caught + missed);
}
