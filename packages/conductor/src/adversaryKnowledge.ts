/** Hands the omniscient attackers of one round what they may know, once, as soon as the honest are in. */
import type { AttackConfig, VectorCodec } from "@honest-majority/protocol";
import { ATTACKS } from "@honest-majority/robust";
import {
  byzantineWorkers,
  honestAreIn,
  honestRows,
  type Roles,
  type Round,
  waitingAttackers,
} from "@honest-majority/rounds";
import { encodedOnce } from "./codecChoice";
import type { Compute } from "./compute";
import type { Outbox } from "./ports";

interface AdversaryKnowledgeParts {
  run: string;
  compute: Compute;
  outbox: Outbox;
  dim: number;
  roles: Roles;
  codecOf: (worker: string) => VectorCodec;
}

export class AdversaryKnowledge {
  readonly #parts: AdversaryKnowledgeParts;
  #told = false;

  constructor(parts: AdversaryKnowledgeParts) {
    this.#parts = parts;
  }

  /** `now`: with whoever is in, though some honest worker is still owing. */
  look(round: Round | undefined, when: "all-in" | "now" = "all-in"): void {
    const { roles } = this.#parts;
    if (round === undefined || this.#told) return;
    const waiting = waitingAttackers(round, roles, ({ kind }) => ATTACKS[kind].needs !== undefined);
    if (waiting.length === 0 || (when === "all-in" && !honestAreIn(round, roles))) return;
    this.#told = true;
    for (const { attack, workers } of waiting) {
      this.#tell(round, attack, workers).catch(() => {
        // a thread that died is reported by the round's own closing; the waiting attackers stay silent until then
      });
    }
  }

  /** All who play one attack collude: they are handed the same. */
  async #tell(round: Round, attack: AttackConfig, workers: readonly string[]): Promise<void> {
    const { run, compute, outbox, dim, roles, codecOf } = this.#parts;
    const arms = honestRows(round, roles);
    const f = byzantineWorkers(round, roles).length;
    const known = await compute.knowledge(run, { round: round.round, arms, attack, f });
    const bytesIn = encodedOnce(
      known.flatMap(({ mean, std, mimicked }) => (mimicked ? [mean, std, mimicked] : [mean, std])),
    );
    const knowledge = {
      run,
      round: round.round,
      arms: [...round.arms],
      dim,
      m: round.invited.length,
      f,
      honest: Math.max(...arms.map(({ rows }) => rows.length)),
      strengths: known.map(({ strength }) => strength),
      mimicked: known.every(({ mimicked }) => mimicked !== undefined),
    };
    for (const worker of workers) {
      const codec = codecOf(worker);
      outbox.toWorker(worker, "adversary:knowledge", { ...knowledge, codec }, bytesIn(codec));
    }
  }
}
