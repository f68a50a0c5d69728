/** One round's bookkeeping: who owes which update. Knows no vector, no socket, no clock and no role. */
import type { RefusalCode } from "@honest-majority/protocol";

export type Answered = "counted" | "not-finite";

export interface Round {
  readonly round: number;
  /** m is fixed here; a worker's place is its row in every arm's matrix. */
  readonly invited: readonly string[];
  /** Live arms, by index. */
  readonly arms: readonly number[];
  /** [arms.length][invited.length]; undefined where nothing has come. */
  readonly answers: readonly (readonly (Answered | undefined)[])[];
  /** Invited workers that have left: the round does not wait for them, and what they sent counts. */
  readonly departed: ReadonlySet<string>;
  /** Invited workers that missed several rounds: the round does not wait for them either. */
  readonly silent: ReadonlySet<string>;
}

export function openRound(
  round: number,
  invited: readonly string[],
  arms: readonly number[],
  silent: ReadonlySet<string> = new Set(),
): Round {
  if (invited.length === 0)
    throw new RangeError(`openRound: round ${round} needs at least one worker, got none`);
  if (arms.length === 0) throw new RangeError(`openRound: round ${round} needs a live arm, got none`);
  return {
    round,
    invited,
    arms,
    answers: arms.map(() => invited.map(() => undefined)),
    departed: new Set(),
    silent,
  };
}

/** Why an update must be refused; undefined where it may be taken. */
export function objection(round: Round, worker: string, arm: number): RefusalCode | undefined {
  const row = round.invited.indexOf(worker);
  if (row < 0) return "not-invited";
  const place = round.arms.indexOf(arm);
  if (place < 0) return "wrong-arm";
  return round.answers[place][row] === undefined ? undefined : "duplicate";
}

/** @throws RangeError for an update to which there is an `objection`. */
export function receive(round: Round, worker: string, arm: number, answered: Answered): Round {
  const code = objection(round, worker, arm);
  if (code !== undefined)
    throw new RangeError(`receive: round ${round.round}, worker ${worker}, arm ${arm}: ${code}`);
  const row = round.invited.indexOf(worker);
  const place = round.arms.indexOf(arm);
  return {
    ...round,
    answers: round.answers.map((answers, i) => (i === place ? answers.with(row, answered) : answers)),
  };
}

export function depart(round: Round, worker: string): Round {
  if (!round.invited.includes(worker) || round.departed.has(worker)) return round;
  return { ...round, departed: new Set([...round.departed, worker]) };
}

/** Whether `worker` has sent something for every live arm. */
export function hasAnswered(round: Round, worker: string): boolean {
  const row = round.invited.indexOf(worker);
  return row >= 0 && round.answers.every((answers) => answers[row] !== undefined);
}

/** Whether the round waits for the worker, or has its updates: it has not left, and is not silent. */
export function isExpected({ departed, silent }: Round, worker: string): boolean {
  return !departed.has(worker) && !silent.has(worker);
}

/** Invited workers that the round waits for and that owe an update. */
export function awaited(round: Round): string[] {
  return round.invited.filter((worker) => isExpected(round, worker) && !hasAnswered(round, worker));
}

export function isComplete(round: Round): boolean {
  return awaited(round).length === 0;
}
