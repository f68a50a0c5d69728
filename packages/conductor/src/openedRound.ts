import {
  armLabel,
  LIMITS,
  type RefusalCode,
  type RoundRecord,
  type VectorCodec,
} from "@honest-majority/protocol";
import type { Roles, Round } from "@honest-majority/rounds";
import { AttackVectors } from "./attackVectors";
import { learningRateOf } from "./closeRound";
import { codecFor, encodedOnce, parametersCodec } from "./codecChoice";
import type { ConductorParts } from "./conductorParts";

/** One open round: its roles and its invitations, and the losses and refusals collected for its record. */
export class OpenedRound {
  readonly openedAt: number;
  /** Fixed when the round opens: a switch of roles counts from the next round on. */
  readonly roles: Roles;
  /** [round.arms.length], by worker: the training losses that came with counted updates. */
  readonly losses: Map<string, number>[];
  readonly refusals: RoundRecord["refusals"] = [];
  readonly #parts: ConductorParts;
  readonly #attackVectors: AttackVectors;

  constructor(parts: ConductorParts, round: Round) {
    const { clock, compute, outbox, run, prepared } = parts;
    this.#parts = parts;
    this.openedAt = clock.now();
    this.roles = new Map(parts.roles(round.round));
    this.losses = round.arms.map(() => new Map());
    this.#attackVectors = new AttackVectors({
      run,
      compute,
      outbox,
      dim: prepared.dim,
      roles: this.roles,
      codecOf: (worker) => this.#codecOf(worker),
    });
    this.#invite(round);
  }

  /** For the record, which lists only the first of each worker. */
  noteRefusal(worker: string, code: RefusalCode): void {
    const earlier = this.refusals.filter((refusal) => refusal.worker === worker);
    // who sent NaN must not be able to hide it behind other refusals; each arm has at most one
    if (code === "not-finite" || earlier.length < LIMITS.refusals.most) this.refusals.push({ worker, code });
  }

  get timeLeftMs(): number {
    const { clock, config } = this.#parts;
    return Math.max(0, this.openedAt + config.roundDeadlineMs - clock.now());
  }

  /** Sends the attackers the vectors of their attack once every honest update has arrived; `now` does not wait for those. */
  informAttackers(round: Round | undefined, when: "all-in" | "now" = "all-in"): void {
    this.#attackVectors.sendIfDue(round, when);
  }

  #invite(round: Round): void {
    const { config, outbox, run, prepared } = this.#parts;
    const { dim, parameters } = prepared;
    const bytesIn = encodedOnce(round.arms.map((arm) => parameters.subarray(arm * dim, (arm + 1) * dim)));
    const task = {
      run,
      round: round.round,
      arms: [...round.arms],
      labels: round.arms.map((arm) => armLabel(config.arms[arm])),
      dim,
      learningRate: learningRateOf(config, round.round, prepared),
      timeLeftMs: config.roundDeadlineMs,
    };
    for (const worker of round.invited) {
      const codec = this.#codecOf(worker);
      const role = this.roles.get(worker) ?? { kind: "honest" };
      const parameters = { codec: parametersCodec(codec) };
      outbox.toWorker(worker, "round:open", { ...task, codec, parameters, role }, bytesIn(parameters.codec));
    }
  }

  #codecOf(worker: string): VectorCodec {
    return codecFor(this.#parts.config, this.#parts.codecs(worker));
  }
}
