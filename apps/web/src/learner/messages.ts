/** What a page and its learner (a Web Worker) say to each other. The page draws `LearnerView` and decides nothing. */
import type { Role, RoundSummary, RunState } from "@honest-majority/protocol";

export type ToLearner =
  | {
      kind: "start";
      room: string;
      /** From an earlier join of this tab: brings back name, shard and role. */
      token?: string;
      name?: string;
      /** Starts the ladder at this rung, as `?backend=wasm` in the page's address asks. */
      forced?: string;
      hidden: boolean;
      /** How many workers of the same page come before this one. */
      place: number;
    }
  | { kind: "flip"; role: Role }
  | { kind: "rename"; name: string }
  | { kind: "visibility"; hidden: boolean }
  | { kind: "leave" };

export type FromLearner =
  | { kind: "view"; view: LearnerView }
  /** To be kept for the next load of the page; undefined: forget it. */
  | { kind: "token"; token: string | undefined }
  | { kind: "pictures"; pictures: Pictures };

/** The first few of the worker's own examples, pixels 0 … 255 as [count, height, width, channels]. */
export interface Pictures {
  count: number;
  height: number;
  width: number;
  channels: number;
  pixels: Uint8Array<ArrayBuffer>;
}

export type LinkState =
  | { kind: "starting" }
  | { kind: "connecting" }
  | { kind: "loading" }
  | { kind: "ready" }
  | { kind: "reconnecting" }
  /** For good, until the page is loaded again: what happened, and what to do. */
  | { kind: "stopped"; title: string; advice: string; mayRejoin: boolean };

export interface RoundView {
  round: number;
  stage: "training" | "waiting" | "sending" | "sent" | "refused";
  /** For `refused`: the coordinator's sentence. */
  detail?: string;
}

export interface LearnerView {
  link: LinkState;
  backend?: { name: string; note: string };
  worker?: { id: string; name: string; index: number };
  role: Role;
  work?: { dataset: string; model: string; batchSize: number; examples: number; of: number; dim: number };
  run: RunState;
  round?: RoundView;
  /** Of the last rounds, oldest first, the best arm's; null where none was finite. */
  losses: (number | null)[];
  computeMs?: number;
  /** What the last closed round's rules made of this worker. */
  summary?: RoundSummary;
  /** The last thing that went wrong and is not over. */
  notice?: string;
}

export const EMPTY_VIEW: LearnerView = {
  link: { kind: "starting" },
  role: { kind: "honest" },
  run: { phase: "lobby" },
  losses: [],
};
