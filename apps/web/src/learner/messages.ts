/** The messages between a page and its learner (a Web Worker). The page draws `LearnerView` and decides nothing. */
import type { Drawing } from "@honest-majority/learning/facts";
import type { AnswerQuizRequest, CastVoteRequest, Role } from "@honest-majority/protocol";
import type { Answers, Task, TaskKind } from "@honest-majority/report";
import type { KeptToken, PicturesToShow } from "@honest-majority/worker/live";
import type { LearnerView } from "@honest-majority/worker/view";
import type { Death } from "./ladder";

export type ToLearner =
  | {
      kind: "start";
      room: string;
      /** The token of an earlier join of this tab, which restores name, shard and role. */
      token?: string;
      name?: string;
      /** Of the instructor's dashboard, for a swarm. */
      pass?: string;
      /** The only backend to try, such as `?backend=wasm` in the page's address. */
      forced?: string;
      hidden: boolean;
      /** A person is at this page who may vote. */
      votes: boolean;
      /** The number of workers of the same page before this one. */
      place: number;
      /** The backends that died under this worker, the oldest first. */
      deaths: readonly Death[];
      /** To the room and to its data, where they are in the same page. */
      ports?: { room: MessagePort; data: MessagePort };
    }
  | { kind: "flip"; role: Role }
  | { kind: "rename"; name: string }
  | { kind: "vote"; cast: CastVoteRequest }
  | { kind: "quiz"; answers: AnswerQuizRequest }
  | { kind: "visibility"; hidden: boolean }
  /** The person's own drawings, in place of all earlier ones. */
  | { kind: "draw"; drawings: readonly Drawing[] }
  /** Asks every model about a picture, now and after later rounds; without a question, no more. */
  | { kind: "ask"; question?: Question }
  /** Asks what the coordinator can compute from the update that was sent last. */
  | { kind: "look" }
  /** Shows pictures to the class. */
  | { kind: "show"; pictures: PicturesToShow }
  | { kind: "take-back" }
  | { kind: "leave" }
  /** A task of the report, instead of a room. */
  | { kind: "measure"; id: number; task: Task };

export type FromLearner =
  | { kind: "view"; view: LearnerView }
  /** The token to keep for the next load of the page; undefined deletes it. */
  | { kind: "token"; kept: KeptToken | undefined }
  /** A part of this learner's program did not arrive. A new learner may get it. */
  | { kind: "lost"; why: string }
  /** The backend died. The page starts another learner, which has contexts of its own, for the same worker. */
  | { kind: "died"; death: Death }
  | { kind: "pictures"; pictures: Pictures }
  | { kind: "answer"; answer: Answer }
  /** Undefined before the first update, and for a model that does not begin with a dense layer. */
  | { kind: "given-away"; given: GivenAway | undefined }
  | Measured;

export type Measured = { kind: "measured"; id: number } & ({ answer: Answers[TaskKind] } | { error: string });

export interface Question {
  /** Chosen by the page; the answers carry it. */
  id: number;
  /** [height, width, channels] */
  picture: Uint8Array;
}

/** What every model of the run sees in the picture that was asked about. */
export interface Answer {
  question: number;
  /** The models are those that this round began with. */
  round: number;
  /** `shares`: the probability of each class; null for an arm that diverged. */
  arms: { label: string; shares: readonly number[] | null }[];
}

/** The pictures of one round's batch beside those that can be computed from the update. It stays in the page. */
export interface GivenAway {
  round: number;
  height: number;
  width: number;
  channels: number;
  /** Of the pictures, recovered: 0 … 1. */
  share: number;
  pictures: ComparedPicture[];
}

/** A picture of a batch beside what was computed back. One byte a pixel and channel. */
export interface ComparedPicture {
  label: number;
  pixels: Uint8Array<ArrayBuffer>;
  /** Absent where fewer pictures came out than went in. */
  found?: { pixels: Uint8Array<ArrayBuffer>; correlation: number; isRecovered: boolean };
}

/** The first few of the examples that the coordinator dealt, pixels 0 … 255 as [count, height, width, channels]. */
export interface Pictures {
  count: number;
  height: number;
  width: number;
  channels: number;
  pixels: Uint8Array<ArrayBuffer>;
  /** [count] */
  labels: Uint8Array<ArrayBuffer>;
}
