/** What a page and its learner (a Web Worker) say to each other. The page draws `LearnerView` and decides nothing. */
import type { Role } from "@honest-majority/protocol";
import type { LearnerView } from "@honest-majority/worker/view";

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
