/** The messages between the playground's page and its room (a Web Worker). */
import type { RunConfig } from "@honest-majority/protocol";
import type { PortUse } from "@honest-majority/serving";

export type ToHost =
  /** First, once. */
  | { kind: "open"; token: string; code: string; config: RunConfig }
  | { kind: "connect"; use: PortUse; port: MessagePort };

/** The room could not be opened, or a part of its program did not arrive. */
export interface FromHost {
  kind: "failed";
  why: string;
}
