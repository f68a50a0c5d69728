/** What a page shows of its worker; the session reports it, the page draws it. */
import type { Role, RoundSummary, RunState } from "@honest-majority/protocol";

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
  /** `withheld`: by an attack that sends too late, or never. */
  stage: "training" | "waiting" | "withheld" | "sending" | "sent" | "refused";
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
