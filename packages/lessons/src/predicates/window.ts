import { accuraciesOf, isOver, type Moment, roundOf, type SeenRun } from "../seen";
import type { ArmOfRun } from "./definePredicate";

interface Window extends ArmOfRun {
  after: Moment;
  skip: number;
  within?: number;
}

/**
 * The accuracies that a run has measured in a window of rounds, and whether more can come. The window holds the rounds
 * first … first + within − 1, where first is the round of the moment plus `skip`.
 */
export function inWindow(
  { arm, after, skip, within = Number.POSITIVE_INFINITY }: Window,
  run: SeenRun | undefined,
): { accuracies: number[]; isClosed: boolean } {
  if (run === undefined) return { accuracies: [], isClosed: false };
  const moment = roundOf(after, run);
  if (moment === undefined) return { accuracies: [], isClosed: isOver(run) };
  const first = moment + skip;
  const last = first + within - 1;
  const accuracies = accuraciesOf(run, arm)
    .filter(({ round }) => round >= first && round <= last)
    .map(({ accuracy }) => accuracy);
  return { accuracies, isClosed: isOver(run) || (run.rounds.at(-1)?.round ?? -1) >= last };
}
