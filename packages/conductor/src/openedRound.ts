import {
  armLabel,
  LIMITS,
  type RefusalCode,
  type Role,
  type RoundRecord,
  type RoundTask,
  type VectorCodec,
} from "@honest-majority/protocol";
import type { Roles, Round } from "@honest-majority/rounds";
import { AttackVectors } from "./attackVectors";
import { learningRateOf } from "./closeRound";
import { byCodec, codecFor, encodedOnce, parametersCodec } from "./codecChoice";
import type { ConductorParts } from "./conductorParts";
import type { Told } from "./told";

const HONEST: Role = { kind: "honest" };

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

  constructor(parts: ConductorParts, round: Round, told: Told) {
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
    this.#invite(round, told);
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

  /** Tells those with a new role what to play, and then all what to train from. */
  #invite(round: Round, told: Told): void {
    const { outbox, run } = this.#parts;
    for (const worker of round.invited) {
      const role = this.roles.get(worker) ?? HONEST;
      if (told.isNewRole(worker, role))
        outbox.toWorker(worker, "role:play", { run, round: round.round, role });
    }
    const task = this.#task(round);
    const bytesIn = encodedOnce(this.#parametersOf(round));
    for (const [codec, workers] of byCodec(round.invited, (worker) => this.#codecOf(worker))) {
      const parameters = { codec: parametersCodec(codec) };
      outbox.toWorkers(workers, "round:open", { ...task, codec, parameters }, bytesIn(parameters.codec));
    }
  }

  #task(round: Round): Omit<RoundTask, "codec" | "parameters"> {
    const { config, run, prepared } = this.#parts;
    return {
      run,
      round: round.round,
      arms: [...round.arms],
      labels: round.arms.map((arm) => armLabel(config.arms[arm])),
      dim: prepared.dim,
      learningRate: learningRateOf(config, round.round, prepared),
      timeLeftMs: config.roundDeadlineMs,
    };
  }

  /** [round.arms.length][d] */
  #parametersOf({ arms }: Round): Float32Array[] {
    const { dim, parameters } = this.#parts.prepared;
    return arms.map((arm) => parameters.subarray(arm * dim, (arm + 1) * dim));
  }

  #codecOf(worker: string): VectorCodec {
    return codecFor(this.#parts.config, this.#parts.codecs(worker));
  }
}
