/** Decides for each arm of a closed round whether it aggregates. */
import type { Round } from "./round";

export interface ArmClosing {
  arm: number;
  verdict: "aggregate" | "skip" | "diverged";
  reason?: string;
  /** Rows that count, in order: m′ of them. */
  rows: number[];
  /** f′ = max(0, f − b), where b updates were refused because they were not finite. */
  expectedByzantine: number;
}

/**
 * Decides every live arm of a closed round.
 *
 * An arm has diverged when more than half of the invited workers sent vectors that are not finite. Honest gradients at
 * parameters that overflowed are not finite, and a minority of attackers cannot fake it, even while honest workers are
 * late. With fewer counted rows than the quorum the step is skipped.
 */
export function closeArms(round: Round, { quorum, f }: { quorum: number; f: number }): ArmClosing[] {
  return round.arms.map((arm, place) => {
    const answers = round.answers[place];
    const rows = answers.flatMap((answer, row) => (answer === "counted" ? [row] : []));
    const dropped = answers.filter((answer) => answer === "not-finite").length;
    const expectedByzantine = Math.max(0, f - dropped);
    const closing = { arm, rows, expectedByzantine };
    if (2 * dropped > round.invited.length) {
      const reason = `${dropped} of ${round.invited.length} workers sent updates that were not finite`;
      return { ...closing, verdict: "diverged", reason };
    }
    if (rows.length < quorum) {
      const leftOut = dropped === 0 ? "" : ` (${dropped} not finite left out)`;
      const reason = `${rows.length} of ${round.invited.length} updates came${leftOut}, the quorum is ${quorum}`;
      return { ...closing, verdict: "skip", reason };
    }
    return { ...closing, verdict: "aggregate" };
  });
}
