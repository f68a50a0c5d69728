/** One worker in a live room: a socket and a session together, for a tab's Web Worker and for Node alike. */
import type { Drawing } from "@honest-majority/learning";
import type { AnswerQuizRequest, CastVoteRequest, Role } from "@honest-majority/protocol";
import type { LastSent } from "../lastSent";
import type { LatestModels } from "../models";
import type { SessionEnv } from "../sessionEnv";
import type { LearnerView } from "../view";
import type { OpenConnection } from "./connection";
import { RoomWorker } from "./roomWorker";

export interface RoomEnv extends Pick<SessionEnv, "createLearner" | "now" | "sleep" | "showExamples"> {
  /** The current view, with every reported change. */
  view(): LearnerView;
  report(change: Partial<LearnerView>): void;
  /** The token to store for the next join; undefined when it must be deleted. */
  keepToken(kept: KeptToken | undefined): void;
}

export interface KeptToken {
  token: string;
  /** The connection that joined with it, as the path `leave` of the HTTP API names it. */
  connection: string;
}

export interface RoomRequest {
  /** The coordinator's address, such as http://localhost:8080. */
  origin: string;
  room: string;
  /** From an earlier join: brings back name, shard and role. */
  token?: string;
  name?: string;
  /** Of the instructor's dashboard: a seat that does not count for this machine's address. */
  pass?: string;
  hidden: boolean;
  /** `deaths`: how many backends have died under this worker. */
  backend: { name: string; note: string; deaths?: number };
  /** What a person can do when computing fails for good. */
  computingAdvice: string;
  /** How long one try to connect may take; unset, the usual time. */
  tryMs?: number;
  /** A person is at this worker who may vote. */
  votes?: boolean;
  /** Opens the connection and loads shards where the room is not at `origin`. */
  elsewhere?: { open: OpenConnection; loadShard: SessionEnv["loadShard"] };
}

/** Pairs of a true and a computed picture, in the bytes of `pictures:show`. */
export interface PicturesToShow {
  pairs: number;
  bytes: Uint8Array;
  /** Of the update. */
  round: number;
}

export interface LiveWorker {
  flip(role: Role): Promise<void>;
  rename(name: string): Promise<void>;
  setHidden(hidden: boolean): void;
  vote(cast: CastVoteRequest): Promise<void>;
  answerQuiz(answers: AnswerQuizRequest): Promise<void>;
  /** Shows pictures to the class, in place of those that this worker shows. */
  show(pictures: PicturesToShow): Promise<void>;
  takeBack(): Promise<void>;
  /** Puts drawings in place of a part of the shard, from the next batch on, and in the shards of later runs. */
  draw(drawings: readonly Drawing[]): void;
  /** Undefined before the first round of a run. */
  models(): LatestModels | undefined;
  /** Undefined before the first update of a run. */
  lastSent(): LastSent | undefined;
  /** Leaves the room and closes the socket. */
  leave(): Promise<void>;
  /** Closes the socket without leaving, like a lost connection: the worker may return with its token. */
  hangUp(): void;
}

export function joinRoom(request: RoomRequest, env: RoomEnv): LiveWorker {
  return new RoomWorker(request, env);
}
