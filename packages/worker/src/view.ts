/** What a page shows of its worker: the session reports it and the page renders it. */
import type { ImageShape } from "@honest-majority/learning/facts";
import type {
  AskedQuiz,
  ClassView,
  Role,
  RoundSummary,
  RunState,
  StatusWith,
  VotesView,
  WorkerView,
} from "@honest-majority/protocol";

/** Between the worker and its room. */
export type LinkStatus = StatusWith<"link">;

export type LinkState =
  | { kind: Exclude<LinkStatus, "stopped"> }
  /** What happened, and what a person can do. */
  | { kind: "stopped"; title: string; advice: string; mayRejoin: boolean };

/** Within one round. */
export type RoundStatus = StatusWith<"round">;

export interface RoundView {
  round: number;
  status: RoundStatus;
  /** The role that the worker plays in it. */
  role: Role["kind"];
  /** For `refused` and `late`: the coordinator's sentence. */
  detail?: string;
}

/** What the worker trains, and the shape of its pictures. */
export interface Work extends ImageShape {
  run: string;
  dataset: string;
  model: string;
  batchSize: number;
  examples: number;
  of: number;
  dim: number;
  classes: number;
}

export interface LearnerView {
  link: LinkState;
  backend?: { name: string; note: string };
  worker?: { id: string; name: string; index: number };
  role: Role;
  work?: Work;
  run: RunState;
  class: ClassView;
  /** `own`: this worker's vote in the ballot of the view, also after it is counted. */
  votes?: VotesView;
  /** Absent while there is no quiz for this worker. */
  quiz?: AskedQuiz;
  /** What of this worker the room shows, and the round of its update; undefined where nothing is. */
  shown?: { pairs: number; round: number };
  /** How the messages travel. */
  transport?: WorkerView["transport"];
  /** The coordinator's https port, if there is a way to it. */
  securePort?: number;
  /** How many examples of the shard are drawings now. */
  drawn?: number;
  round?: RoundView;
  /** The best arm's loss of the last rounds, oldest first; null when none was finite. */
  losses: (number | null)[];
  computeMs?: number;
  /** How much of this worker's update each rule of the last closed round counted. */
  summary?: RoundSummary;
  /** The accuracies of the last measured round. */
  measured?: Pick<RoundSummary, "round" | "accuracy">;
  /** The role in the round of `summary`. */
  played?: Role["kind"];
  /** The last thing that went wrong and is not over. */
  notice?: string;
}

export const EMPTY_VIEW: LearnerView = {
  link: { kind: "starting" },
  role: { kind: "honest" },
  run: { phase: "lobby" },
  class: { locked: false, pace: "fast", secret: false, revealed: false },
  losses: [],
};
