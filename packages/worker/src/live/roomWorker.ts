import type { Drawing } from "@honest-majority/learning";
import {
  type AnswerQuizRequest,
  type CastVoteRequest,
  codecNames,
  countedVotes,
  cutText,
  type JoinRequest,
  PROTOCOL_VERSION,
  type Refusal,
  type Role,
  type VotesView,
} from "@honest-majority/protocol";
import type { LastSent } from "../lastSent";
import type { LatestModels } from "../models";
import { createSession, type Session } from "../session";
import type { LiveWorker, PicturesToShow, RoomEnv, RoomRequest } from "./joinRoom";
import {
  answered,
  openWorkerLink,
  sendUpdate,
  type WorkerLink,
  type WorkerLinkListeners,
  type WorkerSocket,
} from "./link";
import { adviseJoin, stopped } from "./refusals";
import { fetchShard } from "./shard";

const NOTE_CHARACTERS = 300;
const ACK_MS = 5_000;
const LEAVE_ACK_MS = 1_000;
const SHARD_RETRY_MS = 2_000;

/** Passes messages from the socket to the session, and from the session to the socket. */
export class RoomWorker implements LiveWorker {
  readonly #request: RoomRequest;
  readonly #env: RoomEnv;
  readonly #session: Session;
  readonly #link: WorkerLink;
  #token: string | undefined;
  #hidden: boolean;

  constructor(request: RoomRequest, env: RoomEnv) {
    this.#request = request;
    this.#env = env;
    this.#token = request.token;
    this.#hidden = request.hidden;
    env.report({ backend: request.backend, link: { kind: "connecting" } });
    this.#session = createSession({
      ...env,
      ready: (run) => answered(this.#acknowledged.emitWithAck("worker:ready", { run })),
      update: (header, bytes) => sendUpdate(this.#socket, header, bytes),
      loadShard:
        request.elsewhere?.loadShard ??
        ((assignment, bearer) => fetchShard(request.origin, assignment, bearer, env.sleep)),
    });
    const listeners: WorkerLinkListeners = {
      request: () => this.#joinRequest(),
      joined: (answer) => {
        const { token } = answer.worker;
        this.#token = token;
        env.keepToken({ token, connection: this.#socket.id ?? "" });
        env.report({
          notice: answer.lastRefusal?.detail,
          securePort: answer.securePort,
          votes: this.#ownKept(answer.votes),
          quiz: answer.quiz,
          shown: undefined,
        });
        if (this.#hidden) this.#sayHidden();
        this.#session.joined(answer).catch((error) => this.#reconnectForShard(error));
      },
      refused: (refusal) => this.#afterRefusedJoin(refusal),
      lost: () => {
        const { link, worker } = env.view();
        env.report({ shown: undefined }); // the room shows nothing of a worker without a connection
        if (link.kind !== "stopped") env.report({ link: { kind: worker ? "reconnecting" : "connecting" } });
      },
      transport: (transport) => env.report({ transport }),
    };
    this.#link = openWorkerLink(request.origin, listeners, {
      tryMs: request.tryMs,
      open: request.elsewhere?.open,
    });
    this.#listen();
  }

  hangUp(): void {
    this.#link.close();
    this.#session.dispose();
  }

  async flip(role: Role): Promise<void> {
    const answer = await answered(this.#acknowledged.emitWithAck("worker:flip", { role }));
    this.#env.report(answer.ok ? { role, notice: undefined } : { notice: answer.detail });
  }

  async rename(name: string): Promise<void> {
    const { worker } = this.#env.view();
    if (!worker) return;
    const answer = await answered(this.#acknowledged.emitWithAck("worker:rename", { name }));
    this.#env.report(answer.ok ? { worker: { ...worker, name: answer.name } } : { notice: answer.detail });
  }

  async vote(cast: CastVoteRequest): Promise<void> {
    const answer = await answered(this.#acknowledged.emitWithAck("vote:cast", cast));
    if (!answer.ok) return this.#env.report({ notice: answer.detail });
    const { votes } = this.#env.view();
    // the vote may be counted before this answer comes
    if (votes?.ballot?.id === cast.vote)
      this.#env.report({ votes: { ...votes, own: cast.option }, notice: undefined });
  }

  async answerQuiz(answers: AnswerQuizRequest): Promise<void> {
    const answer = await answered(this.#acknowledged.emitWithAck("quiz:answer", answers));
    // what the page shows next comes with `quiz:changed`
    this.#env.report({ notice: answer.ok ? undefined : answer.detail });
  }

  /** Without an answer, the room may have them: then they count as shown, so that the person can take them back. */
  async show({ pairs, bytes, round }: PicturesToShow): Promise<void> {
    if (!this.#socket.connected) return;
    const before = this.#env.view().shown;
    this.#env.report({ shown: { pairs, round } });
    const answer = await this.#acknowledged
      .emitWithAck("pictures:show", { pairs }, bytes)
      .catch(() => undefined);
    if (answer?.ok === false) this.#env.report({ shown: before, notice: answer.detail });
    else if (answer?.ok) this.#env.report({ notice: undefined });
  }

  async takeBack(): Promise<void> {
    const answer = await answered(this.#acknowledged.emitWithAck("pictures:takeBack"));
    this.#env.report(answer.ok ? { shown: undefined, notice: undefined } : { notice: answer.detail });
  }

  setHidden(hidden: boolean): void {
    this.#hidden = hidden;
    this.#sayHidden();
  }

  draw(drawings: readonly Drawing[]): void {
    this.#session.draw(drawings);
  }

  models(): LatestModels | undefined {
    return this.#session.models();
  }

  lastSent(): LastSent | undefined {
    return this.#session.lastSent();
  }

  async leave(): Promise<void> {
    if (this.#socket.connected) {
      await answered(this.#socket.timeout(LEAVE_ACK_MS).emitWithAck("worker:leave"));
    }
    this.hangUp();
  }

  get #socket(): WorkerSocket {
    return this.#link.socket;
  }

  get #acknowledged() {
    return this.#socket.timeout(ACK_MS);
  }

  #listen(): void {
    const { report } = this.#env;
    const session = this.#session;
    const stop = (error: unknown) => this.#stopOnError(error);
    this.#socket.on("run:assigned", (assignment) => {
      session.assigned(assignment).catch((error) => this.#reconnectForShard(error));
    });
    this.#socket.on("run:changed", (run) => report({ run }));
    this.#socket.on("role:play", (part) => session.takeRole(part));
    this.#socket.on("round:open", (task, bytes) => void session.open(task, bytes).catch(stop));
    this.#socket.on("attack:vectors", (header, bytes) => {
      session.attack(header, bytes).catch(stop);
    });
    this.#socket.on("round:closed", (summary) => {
      report({ summary, played: session.roleIn(summary.round) });
      if (summary.accuracy.length > 0) report({ measured: summary });
    });
    this.#socket.on("class:changed", (view) => report({ class: view }));
    this.#socket.on("votes:changed", (votes) => report({ votes: this.#ownKept(votes) }));
    this.#socket.on("votes:counted", (count) => {
      const { votes } = this.#env.view();
      if (votes !== undefined) report({ votes: countedVotes(votes, count) });
    });
    this.#socket.on("quiz:changed", ({ quiz }) => report({ quiz }));
    this.#socket.on("role:changed", (role) => report({ role }));
    this.#socket.on("refused", ({ event, detail }) => report({ notice: `${event}: ${detail}` }));
    this.#socket.on("worker:dismissed", (refusal) => {
      // the worker is another tab's now: the link connects again, as after any lost connection, and joins as a new one
      if (refusal.code === "duplicate") return this.#forgetToken();
      this.hangUp();
      if (refusal.code === "removed") this.#env.keepToken(undefined);
      report({ link: stopped(refusal) });
    });
  }

  /** The room forgets who voted for what when it counts; this page need not. */
  #ownKept(votes: VotesView | undefined): VotesView | undefined {
    const { ballot, own } = this.#env.view().votes ?? {};
    return votes && own !== undefined && ballot?.id === votes.ballot?.id ? { own, ...votes } : votes;
  }

  #joinRequest(): JoinRequest {
    const { room, name, pass, backend, votes } = this.#request;
    return {
      protocol: PROTOCOL_VERSION,
      room,
      token: this.#token,
      name,
      backend: backend.name,
      backendNote: cutText(backend.note, NOTE_CHARACTERS),
      backendDeaths: backend.deaths,
      codecs: codecNames(),
      pass,
      votes,
    };
  }

  #afterRefusedJoin(refusal: Refusal): "now" | "later" | "never" {
    const advice = adviseJoin(refusal, this.#token !== undefined);
    switch (advice.kind) {
      case "stop":
        this.#env.report({ link: advice.state });
        return "never";
      case "later":
        this.#env.report({ notice: advice.title });
        return "later";
      case "forget-token":
        this.#forgetToken();
        return "now";
      default:
        return advice satisfies never;
    }
  }

  /** The next join makes a new worker. */
  #forgetToken(): void {
    this.#token = undefined;
    this.#env.keepToken(undefined);
  }

  #sayHidden(): void {
    if (!this.#socket.connected) return;
    void answered(this.#acknowledged.emitWithAck("worker:visibility", { hidden: this.#hidden }));
  }

  /** The shard could not be loaded: a new connection loads it again. */
  #reconnectForShard(error: unknown): void {
    this.#env.report({ notice: sentence(error) });
    setTimeout(() => this.#socket.disconnect().connect(), SHARD_RETRY_MS);
  }

  #stopOnError(error: unknown): void {
    this.hangUp();
    const advice = `${this.#request.computingAdvice} (${sentence(error)})`;
    this.#env.report({
      link: { kind: "stopped", title: "Training stopped in this worker", advice, mayRejoin: true },
    });
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
