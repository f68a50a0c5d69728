/** What predicates read: the recorded rounds of a lesson's runs. */
import { type BriefRound, isMeasured, type RoundRecord, type RunConfig } from "@honest-majority/protocol";

/** A run of the lesson, so far. */
export interface SeenRun {
  config: Pick<RunConfig, "rounds">;
  /** How many rounds were closed when a step's button was pressed: its lie, or its honest round, is not an earlier one. */
  since?: number;
  /** In order. */
  rounds: readonly (RoundRecord | BriefRound)[];
  /** The share of pictures that can be computed from the first updates; unset where it is not measured. */
  recovered?: number;
  /** The same rounds as everybody but the teacher receives them, where that is known. */
  public?: readonly RoundRecord[];
}

/** By their places in the lesson; a class may have seen only some of them. */
export type Seen = readonly (SeenRun | undefined)[];

/** `open`: it cannot be known yet. */
export type Outcome = "holds" | "fails" | "open";

/** A moment of a run: its first round, the first round with a malicious worker, the first without one after that. */
export type Moment = "start" | "lie" | "honest";
export const MOMENTS = ["start", "lie", "honest"] as const satisfies readonly Moment[];

/** Whether the run has recorded its last round. */
export function isOver({ config, rounds }: SeenRun): boolean {
  return (rounds.at(-1)?.round ?? -1) >= config.rounds - 1;
}

/** The round of a moment; undefined if it has not come, or roles are not known. */
export function roundOf(moment: Moment, { rounds, since = 0 }: SeenRun): number | undefined {
  if (moment === "start") return rounds[0]?.round;
  if (moment === "lie") return rounds.slice(since).find(hasLiars)?.round;
  const lie = rounds.findIndex(hasLiars);
  if (lie < 0) return undefined;
  return rounds.slice(Math.max(lie, since)).find((record) => !hasLiars(record))?.round;
}

/** A brief round does not say who was malicious, but counts the verdicts on them. */
function hasLiars(record: RoundRecord | BriefRound): boolean {
  if (!("brief" in record)) return (record.stage?.byzantine.length ?? 0) > 0;
  return record.arms.some(({ verdicts }) => verdicts !== undefined && verdicts.caught + verdicts.missed > 0);
}

/** An arm's test accuracy, 0 … 1, in each round that was measured. */
export function accuraciesOf({ rounds }: SeenRun, label: string): { round: number; accuracy: number }[] {
  return rounds.flatMap(({ round, arms }) => {
    const evaluation = arms.find((arm) => arm.label === label)?.evaluation;
    return evaluation === undefined ? [] : [{ round, accuracy: evaluation.accuracy }];
  });
}

/** An arm's test accuracy after the last round; undefined before. */
export function finalOf(run: SeenRun | undefined, label: string): number | undefined {
  return run !== undefined && isOver(run) ? accuraciesOf(run, label).at(-1)?.accuracy : undefined;
}

/** The last round in which the arms were measured. */
export function lastMeasured({ rounds }: SeenRun): RoundRecord | BriefRound | undefined {
  return rounds.findLast(isMeasured);
}
