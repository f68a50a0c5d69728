/**
 * One worker's life in a room: assignment → shard → ready → rounds. All side effects go through the injected `SessionEnv`;
 * knows no socket, no page and no clock.
 */
import { type Drawing, seedOf } from "@honest-majority/learning/facts";
import {
  type Assignment,
  type AttackVectors,
  type Bytes,
  type Joined,
  ROUNDS_AHEAD,
  type Role,
  type RolePart,
  type RoundTask,
} from "@honest-majority/protocol";
import { deliver } from "./delivery";
import { HeldParameters } from "./heldParameters";
import { type LastSent, SentVectors } from "./lastSent";
import type { LatestModels } from "./models";
import { type ArmVectors, decodeArms, delayOf, play } from "./play";
import type { SessionEnv } from "./sessionEnv";
import type { RoundStatus } from "./view";
import {
  bestLoss,
  modelsOf,
  newRun,
  type OpenedRound,
  type TrainedRound,
  train,
  type WorkerRun,
} from "./workerRound";

export interface Session {
  joined(answer: Joined): Promise<void>;
  assigned(assignment: Assignment): Promise<void>;
  /** The role to play in the rounds that open from now on. */
  takeRole(part: RolePart): void;
  open(task: RoundTask, parameters: Bytes): Promise<void>;
  /** Takes the vectors that the coordinator computed for the attack. */
  attack(header: AttackVectors, bytes: Bytes): Promise<void>;
  /** Puts drawings in place of a part of this run's shard, and of the shards of later runs. */
  draw(drawings: readonly Drawing[]): void;
  /** The role that it played in a round; undefined for rounds before the last few. */
  roleIn(round: number): Role["kind"] | undefined;
  /** Undefined before the first round of a run. */
  models(): LatestModels | undefined;
  /** Undefined before the first update of a run. */
  lastSent(): LastSent | undefined;
  dispose(): void;
}

const LOSSES_SHOWN = 80;
/** A round is announced when it is recorded; by then later ones may be open. */
const ROLES_KEPT = ROUNDS_AHEAD + 2;

export function createSession(env: SessionEnv): Session {
  return new WorkerSession(env);
}

class WorkerSession implements Session {
  readonly #env: SessionEnv;
  #me = { token: "", index: 0 };
  /** The run assigned last, loaded or not; undefined once the session is disposed of. */
  #wanted: string | undefined;
  #run: WorkerRun | undefined;
  /** The latest open round that has not been trained for. */
  #opened: OpenedRound | undefined;
  #trained: TrainedRound | undefined;
  #given: { run: string; round: number; vectors: ArmVectors } | undefined;
  readonly #held = new HeldParameters();
  readonly #sent = new SentVectors();
  #isTraining = false;
  #role: Role = { kind: "honest" };
  /** Of the last rounds. */
  #played: { round: number; role: Role["kind"] }[] = [];
  #drawings: readonly Drawing[] = [];
  #losses: (number | null)[] = [];

  constructor(env: SessionEnv) {
    this.#env = env;
  }

  async joined({ worker, assignment, state, class: room }: Joined): Promise<void> {
    // another worker, as after another tab took this one: its shard and its momentum are not this worker's
    if (this.#run !== undefined && this.#me.token !== worker.token) this.#forget();
    this.#me = { token: worker.token, index: worker.index };
    const { id, name, index, role } = worker;
    this.#env.report({ worker: { id, name, index }, role, run: state, class: room });
    await this.assigned(assignment);
  }

  async assigned(assignment: Assignment): Promise<void> {
    this.#wanted = assignment.run;
    const isWanted = this.#whileWanted(assignment);
    if (this.#run?.assignment.run !== assignment.run) await this.#load(assignment, isWanted);
    if (!isWanted()) return;
    const answer = await this.#env.ready(assignment.run);
    if (!isWanted()) return;
    if (answer.ok) this.#env.report({ link: { kind: "ready" }, notice: undefined });
    else this.#env.report({ notice: answer.detail });
  }

  takeRole({ role }: RolePart): void {
    this.#role = role; // messages keep their order, so it comes before the round that it is for
  }

  async open(task: RoundTask, bytes: Bytes): Promise<void> {
    const parameters = this.#held.take(task, bytes);
    if (parameters === undefined) {
      // steps from parameters that are not here: the answer to this request is that the next round brings whole ones
      await this.#env.ready(task.run);
      return;
    }
    const role = this.#role;
    const delayMs = delayOf(role, task.timeLeftMs);
    const delay = delayMs === undefined ? undefined : this.#env.sleep(delayMs);
    this.#opened = { task, role, parameters, delay };
    await this.#trainOpenRounds();
  }

  async attack(header: AttackVectors, bytes: Bytes): Promise<void> {
    const { run, round } = header;
    if (run !== this.#run?.assignment.run) return;
    this.#given = { run, round, vectors: decodeArms(header, bytes) };
    // during training, `#trainOpenRounds` answers when it is done
    if (this.#trained?.task.round === round && !this.#isTraining) await this.#answer();
  }

  draw(drawings: readonly Drawing[]): void {
    this.#drawings = drawings;
    if (this.#run) this.#placeDrawings(this.#run);
  }

  roleIn(round: number): Role["kind"] | undefined {
    return this.#played.findLast((played) => played.round === round)?.role;
  }

  models(): LatestModels | undefined {
    return this.#trained && modelsOf(this.#trained);
  }

  lastSent(): LastSent | undefined {
    const [run, sent] = [this.#run, this.#sent.last()];
    if (run === undefined || sent === undefined) return undefined;
    const { assignment, examples } = run;
    return { training: assignment.training, workerIndex: this.#me.index, examples, ...sent };
  }

  dispose(): void {
    this.#wanted = undefined; // a shard or learner that is still on its way must not be used
    this.#forget();
  }

  /** Whether this run is still the latest, and this session still the same worker. */
  #whileWanted({ run }: Assignment): () => boolean {
    const { token } = this.#me;
    return () => this.#wanted === run && this.#me.token === token;
  }

  #forget(): void {
    this.#run?.learner.dispose();
    this.#run = this.#opened = this.#trained = this.#given = undefined;
    this.#losses = [];
    this.#sent.forget();
    this.#played = [];
    this.#env.report({
      losses: [],
      round: undefined,
      summary: undefined,
      measured: undefined,
      played: undefined,
      drawn: undefined,
      computeMs: undefined,
    });
  }

  /** Does nothing more when another assignment arrives in the meantime. */
  async #load(assignment: Assignment, isWanted: () => boolean): Promise<void> {
    this.#forget();
    const { training, dim, shard } = assignment;
    const { model, dataset, batchSize } = training;
    const { examples: count, of, height, width, channels, classes } = shard;
    const work = { run: assignment.run, model, dataset, batchSize, dim, examples: count, of, classes };
    this.#env.report({ link: { kind: "loading" }, work: { ...work, height, width, channels } });
    const { token, index } = this.#me;
    const examples = await this.#env.loadShard(assignment, token);
    if (!isWanted()) return;
    const learner = await this.#env.createLearner(assignment, examples, index);
    // a second connection may have loaded the same run first, and may be training
    if (!isWanted() || this.#run) return learner.dispose();
    this.#run = newRun(assignment, learner, examples);
    this.#placeDrawings(this.#run);
  }

  #placeDrawings({ shard, examples }: WorkerRun): void {
    const drawn = shard.draw(this.#drawings);
    this.#env.report({ drawn: drawn.size });
    this.#env.showExamples(examples, drawn);
  }

  /** Trains one round after another; of rounds that open in the meantime, only the latest. */
  async #trainOpenRounds(): Promise<void> {
    if (this.#isTraining) return;
    this.#isTraining = true;
    try {
      for (let opened = this.#opened; opened; opened = this.#opened) {
        this.#opened = undefined;
        if (await this.#train(opened)) await this.#answer();
      }
    } finally {
      this.#isTraining = false;
    }
  }

  /** False when the round belongs to no run, or to one that ended in the meantime. */
  async #train(opened: OpenedRound): Promise<boolean> {
    const run = this.#run;
    const { task, role, delay } = opened;
    if (!run || run.assignment.run !== task.run) return false;
    this.#played = [...this.#played, { round: task.round, role: role.kind }].slice(-ROLES_KEPT);
    if (this.#trained?.task.round === task.round && this.#trained.run === run) {
      // opened again after a lost connection: the work is done, and its momentum must be counted once
      this.#trained = { ...this.#trained, task, role, delay, sent: false };
      return true;
    }
    this.#show(opened, "training");
    const trained = await train(run, opened, this.#env.now);
    if (this.#run !== run) return false;
    this.#trained = trained;
    this.#losses = [...this.#losses, bestLoss(trained.losses.values())].slice(-LOSSES_SHOWN);
    this.#env.report({ losses: this.#losses, computeMs: trained.computeMs });
    return true;
  }

  /** Sends what the role makes of the training result, or waits for what the coordinator computes for its attack. */
  async #answer(): Promise<void> {
    const trained = this.#trained;
    if (!trained || trained.sent || trained.run !== this.#run || this.#opened) return;
    const { task, run } = trained;
    const isGiven = this.#given?.run === task.run && this.#given.round === task.round;
    const decision = play({
      ...trained,
      given: isGiven ? this.#given?.vectors : undefined,
      seed: seedOf("attacks", run.assignment.training),
      noiseSeed: run.assignment.training.seed,
      privacy: run.assignment.training.privacy,
      workerIndex: this.#me.index,
      round: task.round,
    });
    if (decision.kind === "wait") return this.#show(trained, "waiting");
    trained.sent = true;
    switch (decision.kind) {
      case "send":
        return this.#deliver(trained, decision.vectors);
      case "silent":
        return this.#show(trained, "withheld");
      case "late":
        this.#show(trained, "withheld");
        // not awaited: the next round may open, and be trained for, before this one is sent
        void trained.delay?.then(async () => {
          if (trained.run === this.#run) await this.#deliver(trained, decision.vectors);
        });
        return;
      default:
        decision satisfies never;
    }
  }

  #deliver(trained: TrainedRound, vectors: ArmVectors): Promise<void> {
    this.#sent.add(trained.task.round, vectors);
    return deliver({
      trained,
      vectors,
      workerIndex: this.#me.index,
      update: (header, bytes) => this.#env.update(header, bytes),
      show: (status, detail) => {
        if (this.#trained === trained) this.#show(trained, status, detail);
      },
    });
  }

  #show({ task, role }: Pick<OpenedRound, "task" | "role">, status: RoundStatus, detail?: string): void {
    this.#env.report({ round: { round: task.round, status, role: role.kind, detail } });
  }
}
