import {
  armLabel,
  LIMITS,
  type RefusalCode,
  type Role,
  type RoundRecord,
  type RoundTask,
  type VectorCodec,
  vectorBytes,
} from "@honest-majority/protocol";
import { hasAnswered, isExpected, type Roles, type Round } from "@honest-majority/rounds";
import { AttackVectors } from "./attackVectors";
import { learningRateOf } from "./closeRound";
import { byCodec, codecFor, encodedOnce, parametersCodec } from "./codecChoice";
import type { ConductorParts } from "./conductorParts";
import { type Steps, stepBytes, stepsCodec } from "./steps";
import type { AnsweredRound } from "./throughput";
import type { Told } from "./told";

const HONEST: Role = { kind: "honest" };
/** In a run whose rounds bring steps, so many rounds after one another at most bring a worker nothing else. */
const WHOLE_EVERY = 50;

export interface OpeningParts extends ConductorParts {
  /** The run's codec in this round. */
  codec: VectorCodec;
  told: Told;
  deadlineMs: number;
  /** From the parameters of the round before, if there are any. */
  steps: Steps | undefined;
}

/** One open round: its roles and its invitations, and the losses and refusals collected for its record. */
export class OpenedRound {
  readonly round: number;
  /** Of the clock that nobody sets. */
  readonly openedAt: number;
  readonly date: number;
  /** Fixed when the round opens: a switch of roles counts from the next round on. */
  readonly roles: Roles;
  /** [round.arms.length], by worker: the training losses that came with counted updates. */
  readonly losses: Map<string, number>[];
  readonly refusals: RoundRecord["refusals"] = [];
  /** By worker, of its last update, counted or not finite. */
  readonly #times = new Map<string, { afterMs: number; computeMs: number }>();
  /** By worker that left, ms from the opening. */
  readonly #departures = new Map<string, number>();
  /** By attacker that needs vectors of the coordinator, ms from the opening to these. */
  readonly #informed = new Map<string, number>();
  readonly #parts: OpeningParts;
  readonly #attackVectors: AttackVectors;

  constructor(parts: OpeningParts, round: Round) {
    const { clock, compute, outbox, run, prepared } = parts;
    this.#parts = parts;
    this.round = round.round;
    this.openedAt = clock.now();
    this.date = clock.date();
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

  /** `afterMs`: from the opening to an update that the round does not wait for any more. */
  noteAnswer(worker: string, times: { afterMs: number; computeMs: number }): void {
    this.#times.set(worker, times);
  }

  noteDepartures(present: ReadonlySet<string>, invited: readonly string[]): void {
    for (const worker of invited)
      if (!present.has(worker) && !this.#departures.has(worker)) this.#departures.set(worker, this.elapsedMs);
  }

  /** By worker that the round waited for, ms until it had answered or left, or until now; from the vectors on that it needed first. */
  waits(round: Round): Map<string, number> {
    const awaited = round.invited.filter((worker) => !round.silent.has(worker));
    return new Map(
      awaited.map((worker) => {
        const answered = hasAnswered(round, worker) ? this.#times.get(worker)?.afterMs : undefined;
        const until = answered ?? this.#departures.get(worker) ?? this.elapsedMs;
        return [worker, Math.max(0, until - (this.#informed.get(worker) ?? 0))];
      }),
    );
  }

  /** What the closed round tells about the network: of the workers that it waited for. */
  answered(round: Round): AnsweredRound {
    const expected = round.invited.filter((worker) => isExpected(round, worker));
    const answers = expected.flatMap((worker) =>
      hasAnswered(round, worker) ? (this.#times.get(worker) ?? []) : [],
    );
    const { codec, deadlineMs, prepared } = this.#parts;
    const bytes = round.arms.length * vectorBytes(codec, prepared.dim);
    return { answers, missing: expected.length - answers.length, deadlineMs, bytes };
  }

  /** For the record, which lists only the first of each worker. */
  noteRefusal(worker: string, code: RefusalCode): void {
    const earlier = this.refusals.filter((refusal) => refusal.worker === worker);
    // who sent NaN must not be able to hide it behind other refusals; each arm has at most one
    if (code === "not-finite" || earlier.length < LIMITS.refusals.most) this.refusals.push({ worker, code });
  }

  /** The run's codec in this round. */
  get codec(): VectorCodec {
    return this.#parts.codec;
  }

  /** Since it opened. */
  get elapsedMs(): number {
    return this.#parts.clock.now() - this.openedAt;
  }

  get timeLeftMs(): number {
    return Math.max(0, this.#parts.deadlineMs - this.elapsedMs);
  }

  /** Sends the attackers the vectors of their attack once every honest update has arrived; `now` does not wait for those. */
  informAttackers(round: Round | undefined, when: "all-in" | "now" = "all-in"): void {
    for (const worker of this.#attackVectors.sendIfDue(round, when))
      this.#informed.set(worker, this.elapsedMs);
  }

  /** Tells those with a new role what to play, and then all what to train from. */
  #invite(round: Round): void {
    const { outbox, run, told } = this.#parts;
    for (const worker of round.invited) {
      const role = this.roles.get(worker) ?? HONEST;
      if (told.isNewRole(worker, role))
        outbox.toWorker(worker, "role:play", { run, round: round.round, role });
    }
    const task = this.#task(round);
    const bytesIn = encodedOnce(this.#parametersOf(round));
    for (const [codec, workers] of byCodec(round.invited, (worker) => this.#codecOf(worker))) {
      const steps = this.#stepsFor(round, codec);
      const follows = (worker: string) => steps !== undefined && this.#follows(round, worker);
      const followers = workers.filter(follows);
      const others = workers.filter((worker) => !follows(worker));
      if (steps !== undefined && followers.length > 0) {
        const parameters = { codec, base: round.round - 1 };
        outbox.toWorkers(followers, "round:open", { ...task, codec, parameters }, steps);
      }
      if (others.length > 0) {
        const parameters = { codec: parametersCodec(codec) };
        outbox.toWorkers(others, "round:open", { ...task, codec, parameters }, bytesIn(parameters.codec));
      }
      if (stepsCodec(codec) !== undefined) told.nowHold(workers, round.round);
    }
  }

  /** Undefined where workers need whole parameters. */
  #stepsFor(round: Round, codec: VectorCodec): Uint8Array | undefined {
    const { steps } = this.#parts;
    if (steps === undefined || steps.codec !== codec || steps.base !== round.round - 1) return undefined;
    return stepBytes(steps, round.arms);
  }

  /**
   * Whether steps are enough for the worker. Now and then each gets whole parameters all the same, so that a fault of its
   * own does not stay; not all in one round, because they take four times the bytes.
   */
  #follows({ round, rows }: Round, worker: string): boolean {
    const isDue = (round + (rows.get(worker) ?? 0)) % WHOLE_EVERY === 0;
    return !isDue && this.#parts.told.holds(worker, round - 1);
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
      timeLeftMs: this.#parts.deadlineMs,
    };
  }

  /** [round.arms.length][d] */
  #parametersOf({ arms }: Round): Float32Array[] {
    const { dim, parameters } = this.#parts.prepared;
    return arms.map((arm) => parameters.subarray(arm * dim, (arm + 1) * dim));
  }

  #codecOf(worker: string): VectorCodec {
    return codecFor(this.#parts.codec, this.#parts.codecs(worker));
  }
}
