/** The messages between a page and its learner (a Web Worker). The page draws `LearnerView` and decides nothing. */
import type { Role } from "@honest-majority/protocol";
import type { LearnerView } from "@honest-majority/worker/view";

export type ToLearner =
  | {
      kind: "start";
      room: string;
      /** The token of an earlier join of this tab, which restores name, shard and role. */
      token?: string;
      name?: string;
      /** The only backend to try, such as `?backend=wasm` in the page's address. */
      forced?: string;
      hidden: boolean;
      /** The number of workers of the same page before this one. */
      place: number;
    }
  | { kind: "flip"; role: Role }
  | { kind: "rename"; name: string }
  | { kind: "visibility"; hidden: boolean }
  | { kind: "leave" };

export type FromLearner =
  | { kind: "view"; view: LearnerView }
  /** The token to keep for the next load of the page; undefined deletes it. */
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
