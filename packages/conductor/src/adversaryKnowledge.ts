/** Sends the attackers of one round what they may know of the honest updates: once, when all of those have arrived. */
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
  #sent = false;

  constructor(parts: AdversaryKnowledgeParts) {
    this.#parts = parts;
  }

  /** Sends it if it is time; `now` sends it although honest updates may still be missing. */
  sendIfDue(round: Round | undefined, when: "all-in" | "now" = "all-in"): void {
    const { roles } = this.#parts;
    if (round === undefined || this.#sent) return;
    const waiting = waitingAttackers(round, roles, ({ kind }) => ATTACKS[kind].needs !== undefined);
    if (waiting.length === 0 || (when === "all-in" && !honestAreIn(round, roles))) return;
    this.#sent = true;
    for (const { attack, workers } of waiting) {
      this.#send(round, attack, workers).catch(() => {
        // closing the round reports a dead compute thread; until then the attackers send nothing
      });
    }
  }

  /** Attackers with the same attack collude, so they all get the same message. */
  async #send(round: Round, attack: AttackConfig, workers: readonly string[]): Promise<void> {
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
