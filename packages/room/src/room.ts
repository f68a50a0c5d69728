/** One class: joins its members, its run and its panels. Knows no socket and no file: requests are calls, messages go out through the `Outbox`. */

import {
  assignmentFor,
  type Clock,
  type Compute,
  type Outbox,
  type ShardStream,
  shardStream,
} from "@honest-majority/conductor";
import {
  type Answer,
  type AnswerQuizRequest,
  armLabel,
  type Bytes,
  type CastVoteRequest,
  type ClassRequest,
  type CoordinatorToDashboard,
  type DealRequest,
  FIRST_ATTACK,
  type FlipManyRequest,
  isPresent,
  type JoinAddress,
  type Joined,
  type JoinRequest,
  quoted,
  type Refusal,
  ROUNDS_AHEAD,
  type Role,
  type RoomSnapshot,
  type RoundRecord,
  type RoundsPage,
  type RoundsRequest,
  type RunConfig,
  type RunState,
  refuse,
  type ShowPicturesRequest,
  type StartGameRequest,
  type UpdateHeader,
  type Watching,
  type WatchRequest,
} from "@honest-majority/protocol";
import { ClassState } from "./classState";
import { OPEN_CLASS } from "./classSwitches";
import { dashboardOutbox } from "./dashboardOutbox";
import { Display } from "./display";
import { InsightPanels } from "./insightPanels";
import { JoinAddresses } from "./joinAddresses";
import { type Caller, Membership, type NewRoles } from "./membership";
import { Quizzes } from "./quizzes";
import { isOnNetwork, type Member } from "./roster";
import { RunControl } from "./runControl";
import type { KeptRoom, RunStore } from "./runStore";
import { savesInTurn } from "./savesInTurn";
import { ShownPicturesOfRoom } from "./shownPictures";
import { Votes } from "./votes";
import { snapshotWithoutNames } from "./withoutNames";

export interface RoomParts {
  code: string;
  instructorToken: string;
  compute: Compute;
  store: RunStore;
  outbox: Outbox<CoordinatorToDashboard>;
  clock: Clock;
  newToken: () => string;
  newRunId: () => string;
  /** A new list in a random order that nobody can predict. */
  shuffled: <T>(list: readonly T[]) => T[];
  /** Compares two secrets in a time that does not depend on where they differ. */
  sameToken: (given: string, expected: string) => boolean;
  /** Every way to join, the likeliest first; looked up again and again. */
  joins: () => readonly JoinAddress[];
  datasets: RoomSnapshot["datasets"];
  maxMessageBytes: number;
  /** How many workers of one address may be in the room. */
  seatsPerAddress: number;
  /** How many workers are in all rooms together; unset where there is only this one. */
  seatsInAll?: () => number;
  /** Starts the run as soon as `config.workers` workers are ready. */
  autostart: boolean;
  /** The person at the instructor's dashboard votes: nobody else is there, as in a room within a page. */
  viewerVotes?: boolean;
  /** Shown when the room opens: what was lost of its records. */
  warning?: string;
  log: (line: string) => void;
}

export class Room {
  readonly #parts: Omit<RoomParts, "outbox"> & { outbox: Outbox };
  readonly members: Membership;
  readonly run: RunControl;
  readonly insight: InsightPanels;
  readonly joins: JoinAddresses;
  readonly votes: Votes;
  readonly quizzes: Quizzes;
  readonly pictures: ShownPicturesOfRoom;
  readonly #class: ClassState;
  readonly #display: Display;
  #closed = false;
  readonly #saveSoon: () => void;

  private constructor({ outbox, ...rest }: RoomParts, kept: KeptRoom | undefined) {
    const parts = {
      ...rest,
      outbox: dashboardOutbox({
        outbox,
        showsTruth: (instructor) => this.#class.showsTruth(instructor),
        showsNames: (instructor) => this.#showsNames(instructor),
        workers: () => this.members.roster.members,
        tellPlaces: () => this.#display.tellPlaces(),
      }),
    };
    this.#parts = parts;
    this.#class = new ClassState(kept?.class ?? OPEN_CLASS, {
      ...parts,
      config: () => this.run.live.config,
      workers: () => this.members.roster.members.map(({ id }) => id),
      changed: () => this.#saveSoon(),
    });
    this.members = new Membership({
      ...parts,
      kept: kept?.workers ?? [],
      note: (event) => this.run.live.conductor.note(event),
      changed: () => this.#changed(),
      seen: () => this.#display.showWorkers(),
    });
    this.votes = new Votes({
      ...parts,
      kept: kept?.votes,
      viewerVotes: parts.viewerVotes ?? false,
      members: () => this.members.roster.members,
      run: () => ({ config: this.run.live.config, records: this.run.live.conductor.records }),
      showsTruth: (instructor) => this.#class.showsTruth(instructor),
      showsNames: (instructor) => this.#showsNames(instructor),
      changed: () => this.#saveSoon(),
    });
    this.quizzes = new Quizzes({
      ...rest,
      outbox,
      viewerVotes: parts.viewerVotes ?? false,
      members: () => this.members.roster.members,
    });
    this.pictures = new ShownPicturesOfRoom({
      ...parts,
      outbox,
      members: () => this.members.roster.members,
      shape: () => this.run.live.prepared.train,
      isPublic: () => this.#class.showsTruth(false),
    });
    this.insight = new InsightPanels({
      ...parts,
      showsTruth: (instructor) => this.#class.showsTruth(instructor),
      run: () => this.run.live.run,
      arms: () => this.run.live.config.arms.map(armLabel),
      isWhole: (round) =>
        this.run.live.conductor.records.some(
          (record) => record.round === round && record.refusals.length === 0,
        ),
      changed: () => this.run.live.conductor.insightAudienceChanged(),
    });
    this.joins = new JoinAddresses(parts.joins, () => this.#display.showRoom());
    this.#display = new Display({
      ...parts,
      joins: () => this.joins.list,
      roster: this.members.roster,
      live: () => this.run.live,
      classView: () => this.#class.view,
      votes: (truth) => this.votes.view(truth),
    });
    this.run = new RunControl({
      hooks: this.#hooks(),
      present: () => this.members.roster.members.filter(({ presence }) => isPresent(presence)).length,
      save: () => this.#save(),
      starts: () => this.#display.clearProblems(),
      renewed: (roles) => this.#renewed(roles),
      changes: (after) => this.#changes(after),
    });
    this.#saveSoon = savesInTurn(parts.clock, { save: () => this.#save(), leastRestMs: 100 });
  }

  /** Resumes the recorded run, or opens a new one in the lobby. @throws UserError when the run's data cannot be read. */
  static async open(parts: RoomParts, config: RunConfig, kept?: KeptRoom): Promise<Room> {
    const room = new Room(parts, kept);
    const { isNew, problem } = await room.run.open(config, kept);
    if (isNew) {
      room.#class.set({ revealed: false });
      room.members.newRun(config);
      room.votes.newRun();
    }
    for (const sentence of [parts.warning, problem])
      if (sentence !== undefined) room.#display.alarm(sentence);
    room.run.live.conductor.setPace(room.#class.switches.pace);
    room.members.waitForKept();
    room.#saveSoon();
    return room;
  }

  get code(): string {
    return this.#parts.code;
  }

  /** Warns the instructor of a problem, and logs it. */
  alarm(sentence: string): void {
    this.#display.alarm(sentence);
  }

  get instructorToken(): string {
    return this.#parts.instructorToken;
  }

  /** Waits while the run is being changed, so that no worker is assigned to the old one. */
  async join(request: JoinRequest, caller: Caller & { isThere: () => boolean }): Promise<Answer<Joined>> {
    await this.run.settled;
    // a connection that ended before the join is never reported as disconnected
    if (!caller.isThere())
      return refuse("not-joined", "the connection was gone before the room could answer");
    const member = this.members.join(request, this.run.live.config, caller, this.run.live.conductor.upcoming);
    if ("ok" in member) return member;
    const { id, token, name, index, role } = member;
    const votes = this.votes.viewFor(member);
    const quiz = this.quizzes.viewFor(member);
    return {
      ok: true,
      worker: { id, token, name, index, role },
      assignment: this.#assignment(member),
      state: this.run.live.conductor.state,
      class: this.#class.view,
      ...(votes !== undefined && { votes }),
      ...(quiz !== undefined && { quiz }),
    };
  }

  ready(worker: string, run: string): Answer {
    if (run !== this.run.live.run)
      return refuse(
        "wrong-run",
        `the run is ${this.run.live.run}, worker:ready came for ${quoted(run)}: wait for run:assigned`,
      );
    this.run.live.conductor.forgetTold(worker);
    const answer = this.members.markReady(worker);
    const { conductor, config } = this.run.live;
    const unstarted = conductor.state.phase === "lobby" && conductor.records.length === 0;
    if (this.#parts.autostart && unstarted && this.members.roster.ready.length >= config.workers)
      this.run.live.conductor.command("start");
    return answer;
  }

  takeUpdate(worker: string, header: Required<UpdateHeader>, bytes: Bytes): Answer {
    return this.members.roster.find(worker) === undefined
      ? refuse("not-joined", "this worker is not in the room: join first")
      : this.run.live.conductor.takeUpdate(worker, header, bytes);
  }

  /** Over HTTP, because a page that is being closed can send nothing over its socket. */
  leavePage(token: string, connection: string): Answer {
    return this.members.leavePage(token, connection);
  }

  /** Waits while the run is being changed, so that a reveal applies to the new one. */
  async setClass(request: ClassRequest): Promise<Answer> {
    await this.run.settled;
    const wasPublic = this.#class.showsTruth(false);
    this.#class.set(request);
    this.run.live.conductor.setPace(this.#class.switches.pace);
    this.#class.broadcast();
    if (this.#class.showsTruth(false) !== wasPublic) this.#truthChanged();
    await this.#save();
    return { ok: true };
  }

  /** Roles have become public, or stopped being so. */
  #truthChanged(): void {
    if (this.#class.showsTruth(false)) this.run.live.conductor.note({ kind: "revealed" });
    this.votes.truthChanged();
    this.pictures.truthChanged();
    this.#display.showRoom();
    this.insight.truthChanged();
  }

  /** A worker changes its own role. */
  flipOwn(worker: string, role: Role): Answer {
    if (this.#class.switches.locked)
      return refuse(
        "locked",
        "the teacher has locked the workers' own switches: wait until they are open again, or ask the teacher",
      );
    return (
      this.members.rate.refuses(worker, "changes of role") ?? this.members.roles.flip(worker, role, "worker")
    );
  }

  /** Waits while the run is being changed, so that scheduled rounds are those of the new one. */
  async flipMany(request: FlipManyRequest): Promise<Answer<{ flipped: number }>> {
    await this.run.settled;
    return this.members.roles.flipMany(request, this.run.live.conductor.upcoming);
  }

  /** Waits while the run is being changed: a new run would take the role back. */
  async flipByInstructor(worker: string, role: Role): Promise<Answer> {
    await this.run.settled;
    return this.members.roles.flip(worker, role, "instructor");
  }

  /** Waits as `flipByInstructor` does. */
  async deal(request: DealRequest): Promise<Answer> {
    await this.run.settled;
    return this.members.roles.deal(request, this.#class.view.attack ?? FIRST_ATTACK);
  }

  /** A vote on workers is shown by the reveal of their roles. */
  async showVote(): Promise<Answer> {
    await this.run.settled;
    return this.votes.needsReveal ? this.setClass({ revealed: true }) : this.votes.show();
  }

  /** A worker votes. */
  castVote(worker: string, request: CastVoteRequest): Answer {
    return this.members.rate.refuses(worker, "votes") ?? this.votes.cast(request, worker);
  }

  /** A worker shows pictures. */
  showPictures(worker: string, request: ShowPicturesRequest, bytes: Uint8Array): Answer {
    return (
      this.members.rate.refuses(worker, "pictures to show") ?? this.pictures.show(worker, request, bytes)
    );
  }

  /** The person at the instructor's dashboard votes. */
  castViewerVote(request: CastVoteRequest): Answer {
    if (this.#parts.viewerVotes) return this.votes.cast(request);
    return refuse("wrong-vote", "the votes of a class come from the students' pages");
  }

  /** A worker answers the quiz. */
  answerQuiz(worker: string, request: AnswerQuizRequest): Answer {
    return this.members.rate.refuses(worker, "answers to a quiz") ?? this.quizzes.answer(request, worker);
  }

  /** The person at the instructor's dashboard answers it. */
  answerViewerQuiz(request: AnswerQuizRequest): Answer {
    if (this.#parts.viewerVotes) return this.quizzes.answer(request);
    return refuse("wrong-quiz", "the answers of a class come from the students' pages");
  }

  /** A secret run with roles dealt at random, which nobody but the instructor may change. */
  async startGame({ traitors, attack, showNames }: StartGameRequest): Promise<Answer> {
    await this.run.settled;
    const here = this.members.roster.members.filter(({ presence }) => isPresent(presence)).length;
    if (traitors >= here)
      return refuse(
        "malformed",
        `${here} ${here === 1 ? "worker is" : "workers are"} here, so at most ${Math.max(0, here - 1)} can be traitors: wait for more workers, or choose a smaller number`,
      );
    const { attackers: _, turns: __, ...settings } = this.run.live.config;
    const config: RunConfig = {
      ...settings,
      secret: true,
      ...(showNames !== undefined && { showNames }),
    };
    const dealt = { count: traitors, attack: attack ?? this.#class.view.attack ?? FIRST_ATTACK };
    // before anybody has a role: a worker may answer its new role with a flip
    const { locked } = this.#class.switches;
    this.#class.set({ locked: true });
    let begun = false;
    try {
      const answer = await this.run.begin(config, dealt);
      begun = answer.ok;
      return answer;
    } finally {
      if (!begun) this.#class.set({ locked });
    }
  }

  snapshot(instructor: boolean): RoomSnapshot {
    return this.#named(this.#display.snapshot(this.#class.showsTruth(instructor)), instructor);
  }

  #named(snapshot: RoomSnapshot, instructor: boolean): RoomSnapshot {
    return this.#showsNames(instructor) ? snapshot : snapshotWithoutNames(snapshot);
  }

  /** Whether the token is the instructor's or a worker's. */
  knows(token: string): boolean {
    return this.isInstructor(token) || this.members.roster.byToken(token) !== undefined;
  }

  isInstructor(token: string): boolean {
    return this.#parts.sameToken(token, this.instructorToken);
  }

  /** The id of the current run. */
  get currentRun(): string {
    return this.run.live.run;
  }

  publicInfo() {
    return this.#display.publicInfo();
  }

  record(instructor: boolean) {
    return this.#display.record(this.#class.showsTruth(instructor), this.#showsNames(instructor));
  }

  /** The record as JSON, in pieces. */
  recordPieces(instructor: boolean): Iterable<Uint8Array> {
    return this.#display.recordPieces(this.#class.showsTruth(instructor), this.#showsNames(instructor));
  }

  /** What a new watcher gets: the room, and as many of the last rounds as one message holds. */
  watched(instructor: boolean, { whole }: Pick<WatchRequest, "whole"> = {}): Omit<Watching, "instructor"> {
    const truth = this.#class.showsTruth(instructor);
    const quiz = instructor ? this.quizzes.view() : undefined;
    const quizCount = this.quizzes.count();
    const shown = this.pictures.view(instructor);
    return {
      ...(quiz !== undefined && { quiz }),
      ...(quizCount !== undefined && { quizCount }),
      ...(shown.length > 0 && { shown }),
      ...this.#named(this.#display.snapshotForOne(truth), instructor),
      ...this.#display.page({ truth, names: this.#showsNames(instructor), whole }),
    };
  }

  /** The rounds before round `before` of the current run, as many as one message holds. */
  roundsBefore({ run, before, whole }: RoundsRequest, instructor: boolean): Answer<RoundsPage> {
    const { run: current } = this.run.live;
    if (run !== current)
      return refuse(
        "wrong-run",
        `the run is ${current}, the request is for rounds of ${quoted(run)}: watch again`,
      );
    const truth = this.#class.showsTruth(instructor);
    const names = this.#showsNames(instructor);
    return { ok: true, ...this.#display.page({ truth, names, before, whole }) };
  }

  shard(token: string, run: string): ShardStream | Refusal {
    const member = this.members.roster.byToken(token);
    if (member === undefined) return refuse("wrong-token", "this is no worker's token: join the room first");
    if (member.presence === "left")
      return refuse("not-joined", "the worker of this token has left: join the room again");
    if (run !== this.run.live.run)
      return refuse(
        "wrong-run",
        `the run is ${this.run.live.run}, the request is for a shard of ${quoted(run)}`,
      );
    return shardStream(member.index, this.run.live);
  }

  kept(): KeptRoom {
    const { run, config, conductor, changes } = this.run.live;
    return {
      room: this.code,
      instructorToken: this.instructorToken,
      run,
      config,
      phase: phaseAfterRestart(conductor.state),
      workers: this.members.roster.kept(),
      class: this.#class.switches,
      votes: this.votes.kept,
      changes,
      savedAt: this.#parts.clock.date(),
    };
  }

  async close(): Promise<void> {
    await this.run.close();
    this.#closed = true; // workers whose connections close after this are not recorded as left
    await this.#parts.store.saveRoom(this.kept());
  }

  /** A new run is in its lobby: everybody gets their part in it. */
  #renewed(roles?: NewRoles): void {
    const { config, conductor } = this.run.live;
    this.#class.set({ revealed: false });
    conductor.setPace(this.#class.switches.pace);
    this.#display.clearProblems();
    this.members.newRun(config, roles);
    this.votes.newRun();
    this.pictures.truthChanged();
    for (const member of this.members.roster.members) {
      this.#parts.outbox.toWorker(member.id, "run:assigned", this.#assignment(member));
    }
    this.#changed();
    this.#class.broadcast();
    this.#display.showRoom();
    this.#broadcastState();
  }

  /** New settings may make the roles public, or secret, and names too. */
  #changes(after: RunConfig): { made: () => void; failed: () => void } {
    const wasPublic = this.#class.showsTruth(false);
    const { showNames } = this.run.live.config;
    const failed = this.#class.prepareFor(after);
    return {
      made: () => {
        this.#class.broadcast();
        if (after.showNames !== showNames) this.votes.namesChanged();
        if (this.#class.showsTruth(false) !== wasPublic) this.#truthChanged();
        else this.#display.showRoom();
      },
      failed,
    };
  }

  #showsNames(instructor: boolean): boolean {
    return instructor || this.run.live.config.showNames;
  }

  /** If the store fails, warns the instructor and continues. */
  async #save(): Promise<void> {
    if (this.#closed) return;
    await this.#parts.store.saveRoom(this.kept()).catch((error: Error) => this.#display.alarm(error.message));
  }

  #hooks() {
    return {
      ...this.#parts,
      saveRoom: () => this.#parts.store.saveRoom(this.kept()),
      roles: (round: number) => {
        if (this.members.rolesChangeAt(round, this.run.live.config)) {
          this.#display.showWorkers();
          this.#saveSoon();
        }
        return new Map(this.members.roster.members.map(({ id, role }) => [id, role]));
      },
      changesRoles: (round: number) => this.members.hasPlanFor(round, this.run.live.config),
      onNetwork: () => this.members.roster.members.filter(isOnNetwork).length,
      ahead: ROUNDS_AHEAD,
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
      onHeldUp: (held: ReadonlyMap<string, number>, roundMs: number) => {
        const { conductor, config } = this.run.live;
        this.members.attendance.noteHeldUp(held, roundMs, config.roundDeadlineMs);
        conductor.setSilent(this.members.attendance.silent);
      },
      onClosed: (record: RoundRecord) => {
        this.#display.keepBytes(record, this.#class.showsTruth(false));
        this.members.attendance.noteClosed(record);
        this.run.live.conductor.setSilent(this.members.attendance.silent);
      },
      onLateAnswer: (worker: string, opened: number) => {
        this.members.attendance.noteLateAnswer(worker, opened);
        this.run.live.conductor.setSilent(this.members.attendance.silent);
      },
      onRefusal: (worker: string) => this.members.countRefusal(worker),
      insight: this.insight,
    };
  }

  #broadcastState(): void {
    const { state } = this.run.live.conductor;
    this.#parts.outbox.toDashboards("run:changed", () => [state]);
    for (const { id } of this.members.roster.members) this.#parts.outbox.toWorker(id, "run:changed", state);
    this.#saveSoon();
  }

  /** After every change of the members: updates the run, the record and the dashboards. */
  #changed(): void {
    this.run.live.conductor.setReady(this.members.roster.ready);
    this.votes.votersChanged();
    this.quizzes.votersChanged();
    this.pictures.membersChanged();
    this.#saveSoon();
    this.#display.showWorkers();
  }

  #assignment(member: Member) {
    const { maxMessageBytes } = this.#parts;
    return assignmentFor(member.index, { room: this.code, ...this.run.live, maxMessageBytes });
  }
}

/** A run that was to pause after its open round does so before it, since that round is lost. */
function phaseAfterRestart(state: RunState): KeptRoom["phase"] {
  return state.phase === "running" && state.pausing ? "paused" : state.phase;
}
