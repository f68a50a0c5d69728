/**
 * One run from its first round to its last: does what the run machine decides. Knows workers by id alone;
 * a reset or a new configuration gets a new conductor, so nothing late can reach a later run.
 */
import {
  type Answer,
  type Bytes,
  type Evaluation,
  type Refusal,
  type RoundProgress,
  type RoundRecord,
  type RunConfig,
  type RunEvent,
  type RunState,
  refuse,
  type UpdateHeader,
} from "@honest-majority/protocol";
import {
  advance,
  awaited,
  type Command,
  type Roles,
  type Round,
  type RunEffect,
  type RunInput,
  type RunMachine,
  refusesCommand,
} from "@honest-majority/rounds";
import { AdversaryKnowledge } from "./adversaryKnowledge";
import { closeRound, learningRateOf } from "./closeRound";
import { codecFor, encodedOnce } from "./codecChoice";
import type { Compute, PreparedRun } from "./compute";
import { type Clock, type Outbox, throttled } from "./ports";
import { summaryFor, withoutTruth } from "./records";
import { validateUpdate } from "./validateUpdate";

export interface ConductorParts {
  run: string;
  config: RunConfig;
  prepared: PreparedRun;
  machine: RunMachine;
  records: RoundRecord[];
  compute: Compute;
  outbox: Outbox;
  clock: Clock;
  /** Roles as they stand now. */
  roles: () => Roles;
  /** Codecs that the worker named at its join. */
  codecs: (worker: string) => readonly string[];
  /** Called with every closed round, before anyone hears of it. */
  keep: (record: RoundRecord) => Promise<void>;
  /** Something went wrong that a person must know; the run has been paused. */
  alarm: (sentence: string) => void;
  onState: (state: RunState) => void;
  onUpdate: (worker: string, header: Required<UpdateHeader>) => void;
  /** What a worker claimed to have lost on the arms of a closed round. */
  onLosses: (worker: string, losses: readonly number[]) => void;
  onRefusal: (worker: string) => void;
}

export class Conductor {
  readonly #parts: ConductorParts;
  readonly records: RoundRecord[];
  #machine: RunMachine;
  readonly #events: RunEvent[] = [];
  #refusals: RoundRecord["refusals"] = [];
  #losses: Map<string, number>[] = [];
  #roles: Roles = new Map();
  #openedAt = 0;
  #evaluations = new Map<number, Evaluation>();
  #knowledge: AdversaryKnowledge | undefined;
  #stopped = false;
  #calloff: (() => void)[] = [];
  readonly #sayProgress: () => void;

  constructor(parts: ConductorParts) {
    this.#parts = parts;
    this.#machine = parts.machine;
    this.records = parts.records;
    for (const { arms } of parts.records) {
      arms.forEach(({ evaluation }, arm) => {
        if (evaluation !== undefined) this.#evaluations.set(arm, evaluation);
      });
    }
    this.#sayProgress = throttled(parts.clock, 200, () => {
      const progress = this.progress;
      if (progress !== undefined && !this.#stopped)
        parts.outbox.toDashboards("round:progress", () => [progress]);
    });
    const { run } = parts.machine;
    if (run.phase === "running" && run.work.kind === "waiting") {
      // resumed: the old workers get one deadline's time to come back before the quorum is enough
      this.#calloff.push(
        parts.clock.after(parts.config.roundDeadlineMs, () => this.#feed({ type: "patience" })),
      );
    }
  }

  get state(): RunState {
    const { run, ready } = this.#machine;
    switch (run.phase) {
      case "lobby":
        return { phase: "lobby" };
      case "running": {
        const waitingFor = run.work.kind === "waiting" ? Math.max(0, run.work.need - ready.length) : 0;
        return { phase: "running", round: run.next, waitingFor, pausing: run.pauseAfter };
      }
      case "paused":
      case "finished":
        return { phase: run.phase, round: run.next };
      default:
        return run satisfies never;
    }
  }

  get progress(): RoundProgress | undefined {
    const round = this.#collecting;
    if (round === undefined) return undefined;
    const owing = new Set(awaited(round));
    return {
      round: round.round,
      invited: [...round.invited],
      arrived: round.invited.filter((worker) => !owing.has(worker)),
      timeLeftMs: this.#timeLeftMs,
    };
  }

  command(command: Command): Answer {
    const reason = refusesCommand(this.#machine, command);
    if (reason !== undefined) return refuse("wrong-phase", reason);
    this.#feed({ type: command });
    return { ok: true };
  }

  setReady(workers: readonly string[]): void {
    this.#feed({ type: "ready", workers });
  }

  /** Goes into the next record. */
  note(event: RunEvent): void {
    this.#events.push(event);
  }

  takeUpdate(worker: string, header: Required<UpdateHeader>, bytes: Bytes): Answer {
    const { run, prepared, compute } = this.#parts;
    const round = this.#collecting;
    const taken = validateUpdate({
      run,
      dim: prepared.dim,
      round,
      worker,
      header,
      bytes,
      into: () => compute.spareRow(run),
    });
    if (!taken.ok && taken.code !== "not-finite") return this.#refuse(worker, taken);
    if (taken.ok) {
      const place = taken.round.arms.indexOf(header.arm);
      compute.setRow(run, header.arm, taken.round.invited.indexOf(worker), taken.vector);
      if (header.trainLoss !== null) this.#losses[place].set(worker, header.trainLoss);
      this.#parts.onUpdate(worker, header);
    } else {
      this.#refuse(worker, taken);
    }
    this.#feed({ type: "answered", worker, arm: header.arm, answered: taken.ok ? "counted" : "not-finite" });
    this.#sayProgress();
    return taken.ok ? { ok: true } : taken;
  }

  /** Nothing more is said or kept after this. */
  stop(): void {
    this.#stopped = true;
    this.#callOff();
  }

  get #collecting(): Round | undefined {
    const { run } = this.#machine;
    return run.phase === "running" && run.work.kind === "collecting" ? run.work.round : undefined;
  }

  get #timeLeftMs(): number {
    return Math.max(0, this.#openedAt + this.#parts.config.roundDeadlineMs - this.#parts.clock.now());
  }

  #refuse(worker: string, refusal: Refusal): Refusal {
    if (this.#collecting?.invited.includes(worker)) this.#refusals.push({ worker, code: refusal.code });
    this.#parts.onRefusal(worker);
    return refusal;
  }

  #feed(input: RunInput): void {
    if (this.#stopped) return;
    const before = JSON.stringify(this.state);
    const { machine, effects } = advance(this.#machine, input);
    this.#machine = machine;
    for (const effect of effects) this.#perform(effect);
    const round = this.#collecting;
    if (round !== undefined) this.#knowledge?.look(round);
    if (JSON.stringify(this.state) !== before) this.#parts.onState(this.state);
  }

  #perform(effect: RunEffect): void {
    switch (effect.type) {
      case "open":
        this.#open(effect.round);
        return;
      case "close":
        this.#callOff();
        this.#close(effect.round, effect.closedBy).catch((error: Error) => this.#parts.alarm(error.message));
        return;
      default:
        effect satisfies never;
    }
  }

  #open(round: Round): void {
    const { config, clock, compute, outbox, run, prepared, roles, codecs } = this.#parts;
    const { dim } = prepared;
    this.#openedAt = clock.now();
    this.#losses = round.arms.map(() => new Map());
    this.#refusals = [];
    this.#roles = new Map(roles());
    const vectors = round.arms.map((arm) => prepared.parameters.subarray(arm * dim, (arm + 1) * dim));
    const bytesIn = encodedOnce(vectors);
    const learningRate = learningRateOf(config, round.round, prepared);
    const task = {
      run,
      round: round.round,
      arms: [...round.arms],
      dim,
      learningRate,
    };
    const codecOf = (worker: string) => codecFor(config, codecs(worker));
    const timeLeftMs = config.roundDeadlineMs;
    for (const worker of round.invited) {
      const role = this.#roles.get(worker) ?? { kind: "honest" };
      const codec = codecOf(worker);
      outbox.toWorker(worker, "round:open", { ...task, codec, role, timeLeftMs }, bytesIn(codec));
    }
    const knowledge = new AdversaryKnowledge({ run, compute, outbox, dim, roles: this.#roles, codecOf });
    this.#knowledge = knowledge;
    this.#calloff.push(
      clock.after(timeLeftMs, () => this.#feed({ type: "deadline", round: round.round })),
      // one honest worker that hangs must not silence the attackers: half the time is theirs
      clock.after(timeLeftMs / 2, () => knowledge.look(this.#collecting, "now")),
    );
    const progress = this.progress;
    if (progress !== undefined) outbox.toDashboards("round:opened", () => [progress]);
  }

  async #close(round: Round, closedBy: RoundRecord["closedBy"]): Promise<void> {
    const { clock, keep } = this.#parts;
    const events = this.#events.splice(0);
    const closed = await closeRound({
      ...this.#parts,
      round,
      roles: this.#roles,
      losses: this.#losses,
      evaluations: this.#evaluations,
      openedAt: this.#openedAt,
      closedBy,
      refusals: this.#refusals,
      events,
      now: () => clock.now(),
      keep: async (record) => {
        if (!this.#stopped) await keep(record);
      },
    }).catch((error: Error) => error);
    if (this.#stopped) return;
    if (closed instanceof Error) {
      this.#events.unshift(...events);
      this.#feed({ type: "failed" });
      this.#parts.alarm(
        `round ${round.round} could not be closed: ${closed.message}. The run is paused; when it goes on, the round is run again.`,
      );
    } else this.#tell(round, closed.record, closed.diverged);
  }

  /** The round is on disk: everyone may hear of it. */
  #tell(round: Round, record: RoundRecord, diverged: number[]): void {
    const { run, outbox, onLosses } = this.#parts;
    this.records.push(record);
    outbox.toDashboards("round:closed", (truth) => [truth ? record : withoutTruth(record)]);
    for (const worker of round.invited) {
      outbox.toWorker(worker, "round:closed", summaryFor(worker, run, record));
      onLosses(
        worker,
        this.#losses.flatMap((losses) => losses.get(worker) ?? []),
      );
    }
    this.#feed({ type: "aggregated", diverged });
  }

  #callOff(): void {
    for (const calloff of this.#calloff) calloff();
    this.#calloff = [];
  }
}
