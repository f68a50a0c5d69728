/** The parameters of the round that opened last: a later `round:open` may bring only the steps from them. */
import type { Bytes, RoundTask } from "@honest-majority/protocol";
import { type ArmVectors, decodeArms } from "./play";

export class HeldParameters {
  #held: { run: string; round: number; vectors: ArmVectors } | undefined;

  /** The round's parameters, by arm; undefined when it brings steps from parameters that are not held. */
  take(
    { run, round, arms, dim, parameters: { codec, base } }: RoundTask,
    bytes: Bytes,
  ): ArmVectors | undefined {
    const sent = decodeArms({ arms, dim, codec }, bytes);
    const vectors = base === undefined ? sent : this.#after(sent, run, base);
    this.#held = vectors && { run, round, vectors };
    return vectors;
  }

  #after(steps: ArmVectors, run: string, base: number): ArmVectors | undefined {
    if (this.#held?.run !== run || this.#held.round !== base) return undefined;
    const next = new Map<number, Float32Array>();
    for (const [arm, step] of steps) {
      const held = this.#held.vectors.get(arm);
      if (held === undefined) return undefined;
      next.set(
        arm,
        held.map((w, i) => w + step[i]),
      ); // rounded to float32, as the coordinator does
    }
    return next;
  }
}
