/** Hands the omniscient attackers of one round what they may know, once, as soon as the honest are in. */
import { encodeVectors } from "@honest-majority/protocol";
import { ATTACKS } from "@honest-majority/robust";
import {
  byzantineWorkers,
  type Cast,
  honestAreIn,
  honestRows,
  type Round,
  spies,
} from "@honest-majority/rounds";
import type { Compute } from "./compute";
import type { Outbox } from "./ports";

interface KnowingParts {
  run: string;
  compute: Compute;
  outbox: Outbox;
  dim: number;
  cast: Cast;
}

export class Knowing {
  readonly #parts: KnowingParts;
  #told = false;

  constructor(parts: KnowingParts) {
    this.#parts = parts;
  }

  /** `now`: with whoever is in, though some honest worker is still owing. */
  look(round: Round | undefined, when: "all-in" | "now" = "all-in"): void {
    const { cast } = this.#parts;
    if (round === undefined || this.#told) return;
    const waiting = spies(
      round,
      cast,
      (role) => role.kind === "malicious" && ATTACKS[role.attack.kind].needsKnowledge,
    );
    if (waiting.length === 0 || (when === "all-in" && !honestAreIn(round, cast))) return;
    this.#told = true;
    this.#tell(round, waiting).catch(() => {
      // a thread that died is reported by the round's own closing; the spies stay silent until then
    });
  }

  async #tell(round: Round, waiting: string[]): Promise<void> {
    const { run, compute, outbox, dim, cast } = this.#parts;
    const seen = honestRows(round, cast);
    const moments = await compute.moments(
      run,
      seen.filter(({ rows }) => rows.length > 0),
    );
    // where no honest vector counts, nothing is known: mean and deviation 0
    const nothing = new Float32Array(dim);
    const vectors = seen.flatMap(({ rows }) => {
      if (rows.length === 0) return [nothing, nothing];
      const { mean, std } = moments.shift() ?? { mean: nothing, std: nothing };
      return [mean, std];
    });
    const bytes = encodeVectors(vectors);
    const knowledge = {
      run,
      round: round.round,
      arms: [...round.arms],
      dim,
      codec: "float32" as const,
      m: round.invited.length,
      f: byzantineWorkers(round, cast).length,
      honest: Math.max(...seen.map(({ rows }) => rows.length)),
    };
    for (const worker of waiting) outbox.toWorker(worker, "adversary:knowledge", knowledge, bytes);
  }
}
