/** One class: its members, its run, its record. Knows no socket and no file: requests are calls, messages go out through the `Outbox`. */

import {
  assignmentFor,
  type Clock,
  type Command,
  type Compute,
  type Outbox,
  shardBytes,
  throttled,
} from "@honest-majority/conductor";
import {
  type AddArmRequest,
  type AgainRequest,
  type Answer,
  AttackConfig,
  armLabel,
  type Bytes,
  type ClassRequest,
  changedSettings,
  type DealRequest,
  describeConfigError,
  type FlipManyRequest,
  isPresent,
  isUserError,
  type Joined,
  type JoinRequest,
  type Refusal,
  type Role,
  type RoomSnapshot,
  type RoundRecord,
  RunConfig,
  refuse,
  type UpdateHeader,
} from "@honest-majority/protocol";
import { ClassState } from "./classState";
import { OPEN_CLASS } from "./classSwitches";
import { Display } from "./display";
import { InsightPanels } from "./insightPanels";
import { type LiveRun, newLiveRun, resumeLiveRun } from "./liveRun";
import { Membership } from "./membership";
import type { Member } from "./roster";
import { configWithArm, makeChange, type RunChange, withArm, withSettings } from "./runChange";
import type { KeptRoom, RunStore } from "./runStore";

/** The attack of dealt roles when the run presets none. */
const FIRST_ATTACK = AttackConfig.parse("bitFlip");

export interface RoomParts {
  code: string;
  instructorToken: string;
  compute: Compute;
  store: RunStore;
  outbox: Outbox;
  clock: Clock;
  newToken: () => string;
  newRunId: () => string;
  /** A new list in a random order that nobody can predict. */
  shuffled: <T>(list: readonly T[]) => T[];
  /** Compares two secrets in a time that does not depend on where they differ. */
  sameToken: (given: string, expected: string) => boolean;
  joinUrls: () => string[];
  datasets: RoomSnapshot["datasets"];
  maxMessageBytes: number;
  /** Starts the run as soon as `config.workers` workers are ready. */
  autostart: boolean;
  log: (line: string) => void;
}

export class Room {
  readonly #parts: RoomParts;
  readonly members: Membership;
  readonly insight: InsightPanels;
  readonly #class: ClassState;
  readonly #display: Display;
  #live!: LiveRun;
  #changing: Promise<unknown> = Promise.resolve();
  #closed = false;
  readonly #saveSoon: () => void;

  private constructor({ outbox, ...rest }: RoomParts, kept: KeptRoom | undefined) {
    // the instructor always hears the truth, the others when it is public
    const toDashboards: Outbox["toDashboards"] = (event, compose) =>
      outbox.toDashboards(event, (instructor) => compose(this.#class.showsTruth(instructor)));
    const parts = { ...rest, outbox: { ...outbox, toDashboards } };
    this.#parts = parts;
    this.#class = new ClassState(kept?.class ?? OPEN_CLASS, {
      ...parts,
      config: () => this.#live.config,
      workers: () => this.members.roster.members.map(({ id }) => id),
      changed: () => this.#saveSoon(),
    });
    this.members = new Membership({
      ...parts,
      kept: kept?.workers ?? [],
      note: (event) => this.#live.conductor.note(event),
      changed: () => this.#changed(),
      seen: () => this.#display.showWorkers(),
    });
    this.insight = new InsightPanels({
      ...parts,
      showsTruth: (instructor) => this.#class.showsTruth(instructor),
      run: () => this.#live.run,
      arms: () => this.#live.config.arms.map(armLabel),
      isWhole: (round) =>
        this.#live.conductor.records.some((record) => record.round === round && record.refusals.length === 0),
      changed: () => this.#live.conductor.insightAudienceChanged(),
    });
    this.#display = new Display({
      ...parts,
      roster: this.members.roster,
      live: () => this.#live,
      classView: () => this.#class.view,
    });
    this.#saveSoon = throttled(parts.clock, 100, () => {
      if (!this.#closed) void this.#save();
    });
  }

  /** Resumes the recorded run, or opens a new one in the lobby. @throws UserError when the run's data cannot be read. */
  static async open(parts: RoomParts, config: RunConfig, kept?: KeptRoom): Promise<Room> {
    const room = new Room(parts, kept);
    const hooks = room.#hooks();
    room.#live = kept === undefined ? await newLiveRun(hooks, config) : await resumeLiveRun(hooks, kept);
    room.#live.conductor.setPace(room.#class.switches.pace);
    room.members.waitForKept();
    room.#saveSoon();
    return room;
  }

  get code(): string {
    return this.#parts.code;
  }

  get instructorToken(): string {
    return this.#parts.instructorToken;
  }

  /** Waits while the run is being changed, so that no worker is assigned to the old one. */
  async join(request: JoinRequest, isStillThere: () => boolean): Promise<Answer<Joined>> {
    await this.#changing;
    // a connection that ended before the join is never reported as disconnected
    if (!isStillThere()) return refuse("not-joined", "the connection was gone before the room could answer");
    const member = this.members.join(request, this.#live.config);
    if ("ok" in member) return member;
    const { id, token, name, index, role } = member;
    return {
      ok: true,
      worker: { id, token, name, index, role },
      assignment: this.#assignment(member),
      state: this.#live.conductor.state,
      class: this.#class.view,
    };
  }

  ready(worker: string, run: string): Answer {
    if (run !== this.#live.run)
      return refuse("wrong-run", `the run is ${this.#live.run}, ready was said for ${run}`);
    const answer = this.members.markReady(worker);
    const { conductor, config } = this.#live;
    const unstarted = conductor.state.phase === "lobby" && conductor.records.length === 0;
    if (this.#parts.autostart && unstarted && this.members.roster.ready.length >= config.workers)
      this.#live.conductor.command("start");
    return answer;
  }

  takeUpdate(worker: string, header: Required<UpdateHeader>, bytes: Bytes): Answer {
    return this.members.roster.find(worker) === undefined
      ? refuse("not-joined", "this worker is not in the room: join first")
      : this.#live.conductor.takeUpdate(worker, header, bytes);
  }

  /** Waits while the run is being changed, so that the command applies to the new one. */
  async command(command: Exclude<Command, "reset">): Promise<Answer> {
    await this.#changing;
    if (command === "start" || command === "step") this.#display.clearProblems();
    return this.#live.conductor.command(command);
  }

  reset(): Promise<Answer> {
    return this.#change(async () => {
      await this.#renew(this.#live.config);
      await this.#save(); // a coordinator that is killed after its answer must not resume the old run
      return { ok: true };
    });
  }

  /** A new run with the same settings, that starts by itself when the workers of this one are ready again. */
  async again({ keepRoles = false }: AgainRequest): Promise<Answer> {
    await this.#changing;
    if (this.#live.conductor.state.phase === "lobby") return this.command("start");
    return this.#change(async () => {
      const here = this.members.roster.members.filter(({ presence }) => isPresent(presence));
      await this.#renew(this.#live.config, {
        roles: keepRoles ? "keep" : "honest",
        startsWith: here.length,
      });
      await this.#save(); // as after a reset: and the new run starts even if the coordinator is killed now
      return { ok: true };
    });
  }

  /** In the lobby, a new run with one arm more; in mid-run, the arm takes part from the next round on. */
  async addArm({ arm, from }: AddArmRequest): Promise<Answer> {
    await this.#changing;
    if (this.#live.conductor.state.phase !== "lobby") return this.#alter((live) => withArm(live, arm, from));
    const config = configWithArm(this.#live.config, arm);
    return "ok" in config ? config : this.configure(config);
  }

  /** In mid-run, only settings that may change between two rounds; else a new run in the lobby. */
  async configure(input: unknown): Promise<Answer<{ config: RunConfig }>> {
    const parsed = RunConfig.safeParse(input);
    if (!parsed.success) return refuse("bad-config", describeConfigError(parsed.error));
    const renewed = await this.#change(async (): Promise<Answer<{ config: RunConfig }> | undefined> => {
      if (this.#isMidRun()) return undefined;
      try {
        await this.#renew(parsed.data);
      } catch (error) {
        if (isUserError(error, "data")) return refuse("bad-data", error.message);
        throw error;
      }
      await this.#save();
      return { ok: true, config: parsed.data };
    });
    if (renewed !== undefined) return renewed;
    if (changedSettings(this.#live.config, parsed.data).length === 0)
      return { ok: true, config: this.#live.config };
    return this.#alter((live) => withSettings(live, parsed.data));
  }

  /** Waits while the run is being changed, so that a reveal applies to the new one. */
  async setClass(request: ClassRequest): Promise<Answer> {
    await this.#changing;
    const wasPublic = this.#class.showsTruth(false);
    this.#class.set(request);
    this.#live.conductor.setPace(this.#class.switches.pace);
    this.#class.broadcast();
    if (this.#class.showsTruth(false) !== wasPublic) this.#truthChanged();
    await this.#save();
    return { ok: true };
  }

  /** Roles have become public, or stopped being so. */
  #truthChanged(): void {
    if (this.#class.showsTruth(false)) this.#live.conductor.note({ kind: "revealed" });
    this.#display.showRoom();
    this.insight.truthChanged();
  }

  /** A worker changes its own role. */
  flipOwn(worker: string, role: Role): Answer {
    if (!this.#class.switches.locked) return this.members.roles.flip(worker, role, "worker");
    return refuse(
      "locked",
      "the teacher has locked the workers' own switches: wait until they are open again, or ask the teacher",
    );
  }

  /** Waits while the run is being changed, so that scheduled rounds are those of the new one. */
  async flipMany(request: FlipManyRequest): Promise<Answer<{ flipped: number }>> {
    await this.#changing;
    return this.members.roles.flipMany(request, this.#live.conductor.upcoming);
  }

  /** Waits while the run is being changed: a new run would take the role back. */
  async flipByInstructor(worker: string, role: Role): Promise<Answer> {
    await this.#changing;
    return this.members.roles.flip(worker, role, "instructor");
  }

  /** Waits as `flipByInstructor` does. */
  async deal(request: DealRequest): Promise<Answer> {
    await this.#changing;
    return this.members.roles.deal(request, this.#class.view.attack ?? FIRST_ATTACK);
  }

  snapshot(instructor: boolean): RoomSnapshot {
    return this.#display.snapshot(this.#class.showsTruth(instructor));
  }

  #isMidRun(): boolean {
    const { phase } = this.#live.conductor.state;
    return phase === "running" || phase === "paused";
  }

  /** Changes the run between two rounds. Joins, commands and a reset do not wait for the round that is open. */
  async #alter(propose: (live: LiveRun) => RunChange | Refusal): Promise<Answer<{ config: RunConfig }>> {
    const live = this.#live;
    const { conductor } = live;
    const refused = propose(live);
    if ("ok" in refused) return refused;
    return conductor.between(async () => {
      const change = propose(live); // again, since the round that was open may have ended the run
      if ("ok" in change) return change;
      const wasPublic = this.#class.showsTruth(false);
      const takeBack = this.#class.prepareFor(change.config);
      await makeChange(live, change, this.#hooks()).catch((error) => {
        takeBack();
        throw error;
      });
      this.#class.broadcast();
      if (this.#class.showsTruth(false) !== wasPublic) this.#truthChanged();
      else this.#display.showRoom();
      return { ok: true, config: change.config };
    });
  }

  isInstructor(token: string): boolean {
    return this.#parts.sameToken(token, this.instructorToken);
  }

  publicInfo() {
    return this.#display.publicInfo();
  }

  record(instructor: boolean) {
    return this.#display.record(this.#class.showsTruth(instructor));
  }

  shard(token: string, run: string): Uint8Array<ArrayBuffer> | ReturnType<typeof refuse> {
    const member = this.members.roster.byToken(token);
    if (member === undefined) return refuse("wrong-token", "this is no worker's token: join the room first");
    if (run !== this.#live.run)
      return refuse("wrong-run", `the run is ${this.#live.run}, the request is for a shard of ${run}`);
    return shardBytes(member.index, this.#live);
  }

  kept(): KeptRoom {
    const { run, config, conductor, changes } = this.#live;
    return {
      room: this.code,
      instructorToken: this.instructorToken,
      run,
      config,
      phase: conductor.state.phase,
      workers: this.members.roster.kept(),
      class: this.#class.switches,
      changes,
      savedAt: this.#parts.clock.now(),
    };
  }

  async close(): Promise<void> {
    await this.#changing;
    this.#live.conductor.stop();
    this.#parts.compute.release(this.#live.run);
    this.#closed = true; // workers whose connections close after this are not recorded as left
    await this.#parts.store.saveRoom(this.kept());
  }

  /** Changes the run after every earlier change; joins and commands wait for it. */
  #change<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => undefined);
    return changed;
  }

  /** Replaces the run by a new one in the lobby. If the new one cannot be prepared, the old run stays as it was. */
  async #renew(
    config: RunConfig,
    { roles, startsWith }: { roles?: "keep" | "honest"; startsWith?: number } = {},
  ): Promise<void> {
    const old = this.#live;
    const live = await newLiveRun(this.#hooks(), config, startsWith);
    old.conductor.stop();
    // a restart with the settings that the first of these runs began with resumes the last one
    if (config === old.config && old.changes !== undefined)
      live.changes = { begunWith: old.changes.begunWith, round: 0, events: [] };
    this.#live = live;
    this.#class.set({ revealed: false });
    live.conductor.setPace(this.#class.switches.pace);
    this.#parts.compute.release(old.run);
    this.#display.clearProblems();
    this.members.newRun(config, roles);
    for (const member of this.members.roster.members) {
      this.#parts.outbox.toWorker(member.id, "run:assigned", this.#assignment(member));
    }
    this.#changed();
    this.#class.broadcast();
    this.#display.showRoom();
    this.#broadcastState();
  }

  /** If the store fails, warns the instructor and continues. */
  async #save(): Promise<void> {
    await this.#parts.store.saveRoom(this.kept()).catch((error: Error) => this.#display.alarm(error.message));
  }

  #hooks() {
    return {
      ...this.#parts,
      saveRoom: () => this.#parts.store.saveRoom(this.kept()),
      roles: (round: number) => {
        if (this.members.roles.applyScheduled(round)) {
          this.#display.showWorkers();
          this.#saveSoon();
        }
        return new Map(this.members.roster.members.map(({ id, role }) => [id, role]));
      },
      codecs: (worker: string) => this.members.roster.find(worker)?.codecs ?? [],
      alarm: (sentence: string) => this.#display.alarm(sentence),
      onState: () => this.#broadcastState(),
      onUpdate: (worker: string, header: Required<UpdateHeader>, afterMs: number) => {
        this.members.noteUpdate(worker, header, afterMs);
        this.#display.showWorkers();
      },
      onLosses: (worker: string, losses: readonly number[]) => {
        this.members.noteLosses(worker, losses);
        this.#display.showWorkers();
      },
      onClosed: (record: RoundRecord) => this.members.noteClosed(record),
      onRefusal: (worker: string) => this.members.countRefusal(worker),
      insight: this.insight,
    };
  }

  #broadcastState(): void {
    const { state } = this.#live.conductor;
    this.#parts.outbox.toDashboards("run:changed", () => [state]);
    for (const { id } of this.members.roster.members) this.#parts.outbox.toWorker(id, "run:changed", state);
    this.#saveSoon();
  }

  /** After every change of the members: updates the run, the record and the dashboards. */
  #changed(): void {
    this.#live.conductor.setReady(this.members.roster.ready);
    this.#saveSoon();
    this.#display.showWorkers();
  }

  #assignment(member: Member) {
    const { maxMessageBytes } = this.#parts;
    return assignmentFor(member.index, { room: this.code, ...this.#live, maxMessageBytes });
  }
}
