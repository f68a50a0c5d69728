/** One round's bookkeeping: who owes which update. Knows no vector, no socket, no clock and no role. */
import type { RefusalCode } from "@honest-majority/protocol";

export type Answered = "counted" | "not-finite";

export interface Round {
  readonly round: number;
  /** m is fixed here; a worker's place is its row in every arm's matrix. */
  readonly invited: readonly string[];
  /** By invited worker, its row. */
  readonly rows: ReadonlyMap<string, number>;
  /** Live arms, by index. */
  readonly arms: readonly number[];
  /** [arms.length][invited.length]; undefined where nothing has come. */
  readonly answers: readonly (readonly (Answered | undefined)[])[];
  /** Invited workers that have left: the round does not wait for them, and what they sent counts. */
  readonly departed: ReadonlySet<string>;
  /** Invited workers that missed several rounds: the round does not wait for them either. */
  readonly silent: ReadonlySet<string>;
  /** How many workers that the round waits for still owe an update. Kept, because every update asks for it. */
  readonly awaited: number;
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
    rows: new Map(invited.map((worker, row) => [worker, row])),
    arms,
    answers: arms.map(() => invited.map(() => undefined)),
    departed: new Set(),
    silent,
    awaited: invited.filter((worker) => !silent.has(worker)).length,
  };
}

/** Why an update must be refused; undefined where it may be taken. */
export function objection(round: Round, worker: string, arm: number): RefusalCode | undefined {
  const row = round.rows.get(worker);
  if (row === undefined) return "not-invited";
  const place = round.arms.indexOf(arm);
  if (place < 0) return "wrong-arm";
  return round.answers[place][row] === undefined ? undefined : "duplicate";
}

/** The worker's row in every arm's matrix. @throws RangeError for a worker that is not invited. */
export function rowOf({ round, rows }: Round, worker: string): number {
  const row = rows.get(worker);
  if (row === undefined) throw new RangeError(`rowOf: round ${round} must invite ${worker}, it does not`);
  return row;
}

/** @throws RangeError for an update to which there is an `objection`. */
export function receive(round: Round, worker: string, arm: number, answered: Answered): Round {
  const code = objection(round, worker, arm);
  if (code !== undefined)
    throw new RangeError(`receive: round ${round.round}, worker ${worker}, arm ${arm}: ${code}`);
  const row = rowOf(round, worker);
  const place = round.arms.indexOf(arm);
  const answers = round.answers.map((ofArm, i) => (i === place ? ofArm.with(row, answered) : ofArm));
  const after = { ...round, answers };
  return isExpected(round, worker) && hasAnswered(after, worker) ? oneLess(after) : after;
}

export function depart(round: Round, worker: string): Round {
  if (!round.rows.has(worker) || round.departed.has(worker)) return round;
  const after = { ...round, departed: new Set([...round.departed, worker]) };
  return isExpected(round, worker) && !hasAnswered(round, worker) ? oneLess(after) : after;
}

/** Whether `worker` has sent something for every live arm. */
export function hasAnswered(round: Round, worker: string): boolean {
  const row = round.rows.get(worker);
  return row !== undefined && round.answers.every((answers) => answers[row] !== undefined);
}

/** Whether the round waits for the worker, or has its updates: it has not left, and is not silent. */
export function isExpected({ departed, silent }: Round, worker: string): boolean {
  return !departed.has(worker) && !silent.has(worker);
}

export function isComplete({ awaited }: Round): boolean {
  return awaited === 0;
}

function oneLess(round: Round): Round {
  return { ...round, awaited: round.awaited - 1 };
}
