/** How long answers took in the last rounds, and what the network carried: for the deadline and the guard rail. Pure. */
import { median } from "@honest-majority/robust";

/** How many rounds are remembered. */
const ROUNDS = 5;
/** A deadline is so many times the time in which half of the workers answered. */
const SPREAD = 2;
/** And at most so many times the setting, or what the network needs at its stated rate: most workers may have closed their lids. */
const MOST = 4;

export interface AnsweredRound {
  /** The workers that the round waited for, [n]: ms from its opening to their last update, and ms of it that they computed. */
  answers: readonly { afterMs: number; computeMs: number }[];
  /** Those that had not answered when it closed. */
  missing: number;
  /** The round's deadline. */
  deadlineMs: number;
  /** Bytes that one worker receives, or sends. */
  bytes: number;
}

export class Throughput {
  readonly #rounds: { answerMs: number; mbit: number | undefined }[] = [];

  /** Medians: fewer than half of the workers can move them no farther than honest ones go. */
  add({ answers, missing, deadlineMs, bytes }: AnsweredRound): void {
    const count = answers.length + missing;
    if (count === 0) return;
    const late = new Array<number>(missing).fill(deadlineMs);
    const answerMs = median(Float64Array.from([...answers.map(({ afterMs }) => afterMs), ...late]));
    const sentMs = median(
      Float64Array.from([...answers.map(({ afterMs, computeMs }) => afterMs - computeMs), ...late]),
    );
    // until half of the workers had answered: all that went down, and half of what comes up
    const carried = (8 * 1.5 * count * bytes) / (1e3 * Math.max(1, sentMs));
    // half of the workers may be asleep, which tells nothing about the network
    const mbit = missing < answers.length ? carried : undefined;
    this.#rounds.push({ answerMs, mbit });
    if (this.#rounds.length > ROUNDS) this.#rounds.shift();
  }

  /** At least; undefined before a round that most workers answered. */
  get mbit(): number | undefined {
    return this.#medianOf(({ mbit }) => mbit);
  }

  /**
   * The next round's deadline, where `setMs` is asked for and the network needs `airMs` for the round's bytes at its stated rate: longer if most
   * workers need longer, and for a first round, of which nothing is known but its bytes.
   */
  deadlineMs(setMs: number, airMs: number): number {
    const needed = SPREAD * (this.#medianOf(({ answerMs }) => answerMs) ?? airMs);
    return Math.round(Math.min(Math.max(setMs, needed), MOST * Math.max(setMs, airMs)));
  }

  #medianOf(
    of: (round: { answerMs: number; mbit: number | undefined }) => number | undefined,
  ): number | undefined {
    const known = this.#rounds.map(of).filter((value) => value !== undefined);
    return known.length === 0 ? undefined : median(Float64Array.from(known));
  }
}
