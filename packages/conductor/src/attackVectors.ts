/**
 * Sends the attackers of one round the vectors of their attack: once, when all honest updates that these are computed from have
 * arrived. The attackers do not receive the numbers that these are computed from, because they would show how many attackers there are.
 */
import type { AttackConfig, VectorCodec } from "@honest-majority/protocol";
import { ATTACKS } from "@honest-majority/robust";
import {
  byzantineWorkers,
  honestAreIn,
  honestRows,
  playedAttacks,
  type Roles,
  type Round,
  waitingAttackers,
} from "@honest-majority/rounds";
import { byCodec, encodedOnce } from "./codecChoice";
import type { Compute } from "./compute";
import type { Outbox } from "./ports";

interface AttackVectorsParts {
  run: string;
  compute: Compute;
  outbox: Outbox;
  dim: number;
  roles: Roles;
  codecOf: (worker: string) => VectorCodec;
}

export class AttackVectors {
  readonly #parts: AttackVectorsParts;
  #sent = false;
  /** Whether a worker of the round plays an attack that needs them; every update asks. */
  #isNeeded: boolean | undefined;

  constructor(parts: AttackVectorsParts) {
    this.#parts = parts;
  }

  /** Sends the vectors when they are due, and returns to whom. `now` sends them even if honest updates are still missing. */
  sendIfDue(round: Round | undefined, when: "all-in" | "now" = "all-in"): string[] {
    const { roles } = this.#parts;
    if (round === undefined || this.#sent) return [];
    this.#isNeeded ??= playedAttacks(round, roles).some(needsKnowledge);
    if (!this.#isNeeded || (when === "all-in" && !honestAreIn(round, roles))) return [];
    const waiting = waitingAttackers(round, roles, needsKnowledge);
    if (waiting.length === 0) return [];
    this.#sent = true;
    for (const { attack, workers } of waiting) {
      this.#send(round, attack, workers).catch(() => {
        // closing the round reports a dead compute thread; until then the attackers send nothing
      });
    }
    return waiting.flatMap(({ workers }) => workers);
  }

  /** Attackers with the same attack collude, so they all get the same vectors. */
  async #send(round: Round, attack: AttackConfig, workers: readonly string[]): Promise<void> {
    const { run, compute, outbox, dim, roles, codecOf } = this.#parts;
    const vectors = await compute.attackVectors(run, {
      round: round.round,
      arms: honestRows(round, roles),
      attack,
      m: round.invited.length,
      f: byzantineWorkers(round, roles).length,
    });
    const bytesIn = encodedOnce(vectors);
    for (const [codec, ofCodec] of byCodec(workers, codecOf)) {
      const header = { run, round: round.round, arms: [...round.arms], dim, codec };
      outbox.toWorkers(ofCodec, "attack:vectors", header, bytesIn(codec));
    }
  }
}

function needsKnowledge({ kind }: AttackConfig): boolean {
  return ATTACKS[kind].needs !== undefined;
}
