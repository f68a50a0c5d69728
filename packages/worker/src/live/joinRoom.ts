/** One worker in a live room: a socket and a session together, for a tab's Web Worker and for Node alike. */
import type { Examples } from "@honest-majority/learning";
import type { Role } from "@honest-majority/protocol";
import type { SessionEnv } from "../sessionEnv";
import type { LearnerView } from "../view";
import { RoomWorker } from "./roomWorker";

export interface RoomEnv extends Pick<SessionEnv, "createLearner" | "now" | "sleep"> {
  /** As it stands now, with every change that was reported. */
  view(): LearnerView;
  report(change: Partial<LearnerView>): void;
  /** To be kept for the next join; undefined: forget it. */
  keepToken(token: string | undefined): void;
  showExamples(examples: Examples): void;
}

export interface RoomRequest {
  /** The coordinator's address, such as http://localhost:8080. */
  origin: string;
  room: string;
  /** From an earlier join: brings back name, shard and role. */
  token?: string;
  name?: string;
  hidden: boolean;
  backend: { name: string; note: string };
  /** What a person can do where computing fails for good. */
  computingAdvice: string;
}

export interface LiveWorker {
  flip(role: Role): Promise<void>;
  rename(name: string): Promise<void>;
  setHidden(hidden: boolean): void;
  /** Says goodbye and closes the socket. */
  leave(): Promise<void>;
  /** Closes it without a word, as a lost connection would: the worker may come back with its token. */
  hangUp(): void;
}

export function joinRoom(request: RoomRequest, env: RoomEnv): LiveWorker {
  return new RoomWorker(request, env);
}
