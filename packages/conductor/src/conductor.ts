/**
 * Runs one run from its first round to its last: carries out what the run machine decides. Knows workers by id alone.
 * A reset or a new configuration gets a new conductor, so a late message cannot reach a later run.
 */
import {
  type Answer,
  AUTO,
  type Bytes,
  PACES,
  type Pace,
  type Refusal,
  type RoundProgress,
  type RoundRecord,
  type RunConfig,
  type RunEvent,
  type RunState,
  refuse,
  type UpdateHeader,
  type VectorCodec,
} from "@honest-majority/protocol";
import {
  advance,
  type Command,
  planOf,
  type Round,
  type RunEffect,
  type RunInput,
  type RunMachine,
  refusesCommand,
  rowOf,
} from "@honest-majority/rounds";
import { BetweenRounds } from "./betweenRounds";
import { ClosedRounds } from "./closedRounds";
import type { ConductorParts } from "./conductorParts";
import { heldUp } from "./heldUp";
import { RunInsight } from "./insight/runInsight";
import { airMs, codecOn, type Network, networkRail } from "./networkRail";
import { OpenedRound } from "./openedRound";
import { Openings } from "./openings";
import { throttled } from "./ports";
import {
  closingRound,
  collectedRound,
  isResting,
  isRoundOpen,
  isSameState,
  progressOf,
  stateOf,
  upcomingRound,
} from "./runState";
import type { Steps } from "./steps";
import { Throughput } from "./throughput";
import { Told } from "./told";
import { validateUpdate } from "./validateUpdate";

const PROGRESS_MS = 200;

export class Conductor {
  readonly records: RoundRecord[];
  #parts: ConductorParts;
  #machine: RunMachine;
  readonly #closed: ClosedRounds;
  /** The last round that was opened; set whenever the machine collects or closes a round. */
  #opened: OpenedRound | undefined;
  readonly #openings: Openings;
  readonly #told = new Told();
  /** Of the last round that closed. */
  #steps: Steps | undefined;
  /** The run's codec; undefined until a round opens, and after a change of what it is chosen by. */
  #codec: VectorCodec | undefined;
  readonly #throughput = new Throughput();
  #stopped = false;
  #cancelTimers: (() => void)[] = [];
  #pace: Pace = "fast";
  #cancelRest: () => void = () => {};
  readonly #showProgress: () => void;
  readonly #between = new BetweenRounds({
    isBusy: () => !this.#stopped && (isRoundOpen(this.#machine) || !this.#closed.isIdle),
    hold: () => this.#feed({ type: "hold" }),
    release: () => this.#feed({ type: "release", plan: planOf(this.#parts.config) }),
  });
  readonly #insight: RunInsight | undefined;

  constructor(parts: ConductorParts) {
    this.#parts = parts;
    this.#machine = { ...parts.machine, ahead: parts.ahead };
    this.#openings = new Openings(() => parts.clock.now());
    this.records = parts.records;
    const { codec = AUTO } = parts.config;
    if (codec === AUTO) this.#codec = parts.records.at(-1)?.codec; // chosen once, at the start of the run
    this.#insight = parts.insight && new RunInsight(() => this.#parts, parts.insight);
    this.#closed = new ClosedRounds(() => this.#parts, this.#insight, {
      isAwaited: (round) => closingRound(this.#machine) === round,
      stepped: ({ diverged, steps }) => {
        this.#steps = steps;
        // or a round before it could run again in its roles
        if (parts.changesRoles?.(upcomingRound(this.#machine))) this.#hold();
        this.#feed({ type: "aggregated", diverged, early: this.#restMs > 0 });
      },
      recorded: () => {
        this.#feed({ type: "recorded" });
        this.#between.roundEnded();
      },
      failed: () => {
        this.#cancelAll();
        // workers may hold parameters of rounds that run again
        this.#steps = undefined;
        this.#told.forgetAllBut([]);
        this.#feed({ type: "failed" });
        this.#between.roundEnded();
      },
      hold: () => this.#hold(),
    });
    this.#showProgress = throttled(parts.clock, PROGRESS_MS, () => {
      const { progress } = this;
      if (progress !== undefined && !this.#stopped)
        // attackers that know the honest updates answer last: when updates arrive tells who they are
        parts.outbox.toDashboards("round:progress", (truth) => (truth ? [progress] : undefined));
    });
    const { run } = parts.machine;
    if (run.phase === "running" && run.work.kind === "waiting") {
      // resumed: the workers have one deadline to come back before a quorum is enough
      this.#after(parts.config.roundDeadlineMs, () => this.#feed({ type: "patience" }));
    }
  }

  get state(): RunState {
    return stateOf(this.#machine);
  }

  get progress(): RoundProgress | undefined {
    const round = collectedRound(this.#machine);
    return round && this.#opened && progressOf(round, this.#opened.timeLeftMs);
  }

  command(command: Command): Answer {
    const reason = refusesCommand(this.#machine, command);
    if (reason !== undefined) return refuse("wrong-phase", reason);
    this.#feed({ type: command });
    return { ok: true };
  }

  setReady(workers: readonly string[]): void {
    this.#told.forgetAllBut(workers);
    this.#opened?.noteDepartures(new Set(workers), collectedRound(this.#machine)?.invited ?? []);
    this.#feed({ type: "ready", workers });
  }

  /** The worker knows nothing of this run's last round, as it said: the next one tells it all. */
  forgetTold(worker: string): void {
    this.#told.forget(worker);
  }

  /** What a round sends over the network, and how long that takes: sentences for the guard rails. */
  get networkRail(): string[] {
    return networkRail(this.#parts.config, this.#network, this.#codec);
  }

  get #network(): Network {
    const { onNetwork = () => 0, prepared } = this.#parts;
    return { workers: onNetwork(), dim: prepared.dim, mbit: this.#throughput.mbit };
  }

  /** Rounds do not wait for these, from the next one on. */
  setSilent(workers: readonly string[]): void {
    this.#feed({ type: "silent", workers });
  }

  /** Sets the least time between two openings. A faster pace also shortens a rest that has begun. */
  setPace(pace: Pace): void {
    this.#pace = pace;
    if (!isResting(this.#machine)) return;
    if (this.#restMs > 0) this.#rest();
    else this.#feed({ type: "rested" });
  }

  /**
   * Makes `change` while no round is open: at once, or after the open round. No round opens until it is made. Refuses if the
   * run was replaced in the meantime.
   */
  between<T extends object>(change: () => Promise<Answer<T>>): Promise<Answer<T>> {
    return this.#between.make(async () =>
      this.#stopped
        ? refuse("wrong-phase", "a new run began before the change could be made: make the change again")
        : change(),
    );
  }

  /** Lets no round open before every one is recorded or given up. */
  #hold(): void {
    void this.#between.make(async () => {});
  }

  /** The settings that count from the next round on. Only within `between`. */
  reconfigure(config: RunConfig): void {
    const { codec, networkMbit } = this.#parts.config;
    if (config.codec !== codec || config.networkMbit !== networkMbit) this.#codec = undefined;
    this.#parts = { ...this.#parts, config };
    this.#closed.reconfigured();
  }

  /** Arms that diverged, with the round. */
  get diverged(): ReadonlyMap<number, number> {
    return this.#machine.diverged;
  }

  /** The round that opens next, when none is open, or after the open one. */
  get upcoming(): number {
    const { run } = this.#machine;
    if (run.phase === "lobby") return 0;
    return collectedRound(this.#machine) === undefined ? run.next : run.next + 1;
  }

  /** Goes into the next record. */
  note(event: RunEvent): void {
    this.#closed.events.add(event);
  }

  takeUpdate(worker: string, header: Required<UpdateHeader>, bytes: Bytes): Answer {
    const { run, prepared, compute } = this.#parts;
    // its memory is released
    if (this.#stopped) return refuse("late", "the run was stopped before the update came: it is not counted");
    const afterMs = this.#opened?.elapsedMs ?? 0;
    const taken = validateUpdate({
      run,
      dim: prepared.dim,
      round: collectedRound(this.#machine),
      // a round that was given up has closed too
      upcoming: Math.max(upcomingRound(this.#machine), (this.#opened?.round ?? -1) + 1),
      worker,
      header,
      bytes,
      into: () => compute.spareRow(run),
    });
    if (!taken.ok) {
      if (taken.code !== "late") this.#noteRefusal(worker, taken);
      else this.#noteLate(worker, header, bytes);
      if (taken.code !== "not-finite") return taken;
    } else {
      const { arms } = taken.round;
      compute.setRow(run, header.arm, rowOf(taken.round, worker), taken.vector);
      if (header.trainLoss !== null)
        this.#opened?.losses[arms.indexOf(header.arm)].set(worker, header.trainLoss);
      this.#parts.onUpdate(worker, header, afterMs);
    }
    this.#opened?.noteAnswer(worker, { afterMs, computeMs: header.computeMs });
    // a worker whose update is not finite has answered: the round does not wait for it
    this.#feed({ type: "answered", worker, arm: header.arm, answered: taken.ok ? "counted" : "not-finite" });
    this.#showProgress();
    return taken.ok ? { ok: true } : taken;
  }

  /** Called when the audience of the insight panels changes. */
  insightAudienceChanged(): void {
    this.#insight?.audienceChanged();
  }

  /** Resolves when every round that has stepped is on disk and announced, or has failed. */
  get recorded(): Promise<void> {
    return this.#closed.recorded;
  }

  /** Nothing is sent or stored after this. */
  stop(): void {
    this.#stopped = true;
    this.#cancelRest();
    this.#insight?.stop();
    this.#closed.stop();
    this.#cancelAll();
    this.#between.roundEnded();
  }

  /** Only what the round would have counted shows that the worker takes part. */
  #noteLate(worker: string, header: Required<UpdateHeader>, bytes: Bytes): void {
    const closed = this.#openings.wouldWait(header.round);
    if (closed === undefined) return;
    const { run, prepared } = this.#parts;
    const { dim } = prepared;
    const late = validateUpdate({ run, dim, round: closed, upcoming: closed.round, worker, header, bytes });
    if (late.ok && this.#openings.answeredLate(closed, worker, header.arm))
      this.#parts.onLateAnswer(worker, this.#opened?.round ?? closed.round);
  }

  #noteRefusal(worker: string, { code }: Refusal): void {
    const isInvited = collectedRound(this.#machine)?.rows.has(worker);
    if (isInvited) this.#opened?.noteRefusal(worker, code);
    this.#parts.onRefusal(worker);
  }

  #feed(input: RunInput): void {
    if (this.#stopped) return;
    const before = this.state;
    const { machine, effects } = advance(this.#machine, input);
    this.#machine = machine;
    if (!isResting(machine)) this.#cancelRest();
    for (const effect of effects) this.#perform(effect);
    const round = collectedRound(this.#machine);
    if (round !== undefined) this.#opened?.informAttackers(round);
    const { state } = this;
    if (!isSameState(state, before)) this.#parts.onState(state);
    const { phase } = state;
    if (phase === "paused" || phase === "finished") this.#insight?.halted();
  }

  #perform(effect: RunEffect): void {
    switch (effect.type) {
      case "open":
        this.#open(effect.round);
        return;
      case "close":
        this.#cancelAll();
        this.#openings.close(effect.round);
        this.#close(effect.round, effect.closedBy)
          .catch((error: Error) => this.#parts.alarm(error.message))
          .finally(() => this.#between.roundEnded());
        return;
      case "rest":
        this.#rest();
        return;
      default:
        effect satisfies never;
    }
  }

  /** The time until the pace lets the next round open. */
  get #restMs(): number {
    if (this.#opened === undefined) return 0;
    return PACES[this.#pace].everyMs - this.#opened.elapsedMs;
  }

  #rest(): void {
    this.#cancelRest();
    this.#cancelRest = this.#parts.clock.after(this.#restMs, () => this.#feed({ type: "rested" }));
  }

  #open(round: Round): void {
    const { config } = this.#parts;
    this.#codec ??= codecOn(config, this.#network).codec;
    const deadlineMs = this.#throughput.deadlineMs(
      config.roundDeadlineMs,
      airMs(config, this.#network, this.#codec),
    );
    const opened = new OpenedRound(
      { ...this.#parts, codec: this.#codec, told: this.#told, steps: this.#steps, deadlineMs },
      round,
    );
    this.#opened = opened;
    this.#openings.add(round.round, deadlineMs);
    this.#insight?.opened();
    this.#after(deadlineMs, () => this.#feed({ type: "deadline", round: round.round }));
    // an honest worker that hangs must not stop the attackers: at half time they get what is known
    this.#after(deadlineMs / 2, () => opened.informAttackers(collectedRound(this.#machine), "now"));
    const { progress } = this;
    if (progress !== undefined) this.#parts.outbox.toDashboards("round:opened", () => [progress]);
  }

  async #close(round: Round, closedBy: RoundRecord["closedBy"]): Promise<void> {
    const opened = this.#opened;
    if (opened === undefined) throw new Error(`round ${round.round} was closed and never opened`);
    if (closedBy !== "instructor") {
      this.#throughput.add(opened.answered(round));
      this.#parts.onHeldUp(heldUp(opened.waits(round)), opened.elapsedMs);
    }
    await this.#closed.close(round, opened, closedBy);
  }

  #after(ms: number, action: () => void): void {
    this.#cancelTimers.push(this.#parts.clock.after(ms, action));
  }

  #cancelAll(): void {
    for (const cancel of this.#cancelTimers) cancel();
    this.#cancelTimers = [];
  }
}
