import type { Examples } from "@honest-majority/learning";
import type { Assignment } from "@honest-majority/protocol";
import type { ArmVectors } from "./play";

/** What a worker sent last, and what it made it from: for a look at what an update gives away. */
export interface LastSent {
  training: Assignment["training"];
  workerIndex: number;
  /** The worker's shard, with its drawings in their places. */
  examples: Examples;
  round: number;
  /** Of the first arm that is live, [d]. */
  vector: Float32Array;
  /** The same arm's in the round before; undefined if none was sent then. */
  before?: Float32Array;
}

/** The vectors of the last two rounds that were answered. */
export class SentVectors {
  #rounds: { round: number; vectors: ArmVectors }[] = [];

  add(round: number, vectors: ArmVectors): void {
    this.#rounds = [...this.#rounds.filter((sent) => sent.round < round), { round, vectors }].slice(-2);
  }

  forget(): void {
    this.#rounds = [];
  }

  last(): Pick<LastSent, "round" | "vector" | "before"> | undefined {
    const [last, previous] = this.#rounds.toReversed();
    const first = last && [...last.vectors][0];
    if (first === undefined) return undefined;
    const [arm, vector] = first;
    const before = previous?.round === last.round - 1 ? previous.vectors.get(arm) : undefined;
    return { round: last.round, vector, before };
  }
}
