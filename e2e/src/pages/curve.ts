import type { RoundRecord } from "@honest-majority/protocol";

/** One arm's measured test accuracies from round `since` on, oldest first. */
export function accuracies(rounds: readonly RoundRecord[], arm: string, since = 0): number[] {
  return rounds.flatMap(({ round, arms }) => {
    const measured = arms.find(({ label }) => label === arm)?.evaluation;
    return round < since || measured === undefined ? [] : [measured.accuracy];
  });
}

/** Whether the last `count` accuracies lie within one point of each other, all at or above `floor`. */
export function isFlat(
  curve: readonly number[],
  { count, floor }: { count: number; floor: number },
): boolean {
  const last = curve.slice(-count);
  return last.length === count && Math.min(...last) >= floor && Math.max(...last) - Math.min(...last) <= 0.01;
}

/** The upper median of `values`. */
export function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
