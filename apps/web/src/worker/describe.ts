/** The worker tab's texts. Pure. */
import { armTitle, type Role, WORKER_STATUSES } from "@honest-majority/protocol";
import type { LearnerView, LinkStatus, RoundStatus } from "@honest-majority/worker/view";
import { keptWords } from "../chart/keptWords";
import { attackFacts, describeAttack } from "../roles/attackChoice";

/** The state of the connection; while connected in a run, that of the round. */
export function statusOf({ link, round, run }: LearnerView): LinkStatus | RoundStatus {
  if (link.kind !== "ready" || run.phase !== "running") return link.kind;
  return round?.status ?? "ready";
}

export function describeStatus(view: LearnerView): string {
  if (view.link.kind === "ready") {
    switch (view.run.phase) {
      case "lobby":
        return "Ready: waiting for the teacher to start";
      case "paused":
        return "Ready: the run is paused";
      case "finished":
        return "The run is finished";
      case "running":
        break;
      default:
        return view.run satisfies never;
    }
  }
  return WORKER_STATUSES[statusOf(view)].says;
}

/** The worker's progress in its round, 0 … 1, for a bar. */
export function progressOf({ round, summary }: LearnerView): number {
  if (!round) return 0;
  if (summary && summary.round >= round.round) return 1;
  return WORKER_STATUSES[round.status].round.done;
}

/** What one rule did with this worker's update. */
export interface OwnVerdict {
  arm: string;
  kept: number;
  sentence: string;
}

/**
 * What each rule did with this worker's update of the last closed round: "Median kept 3 % of your update". After the
 * reveal it also says whether the rule was right: "Krum caught you".
 */
export function ownVerdicts({ summary, played, class: { revealed } }: LearnerView): OwnVerdict[] {
  return (summary?.verdicts ?? []).map(({ arm, kept, out }) => {
    const sentence = `${armTitle(arm)} ${keptWords(arm, kept, "your update")}`;
    if (!revealed || played === undefined) return { arm, kept, sentence };
    return { arm, kept, sentence: `${sentence}: ${WAS_IT_RIGHT[played][out ? "out" : "kept"]}` };
  });
}

const WAS_IT_RIGHT = {
  malicious: { out: "it caught you", kept: "it missed you" },
  honest: { out: "it wronged you, an honest worker", kept: "rightly" },
} as const satisfies Record<Role["kind"], object>;

/** What the worker does in its role, below the switch. */
export function roleSentence(role: Role): string {
  if (role.kind === "honest") return "I train on my data and send what comes out.";
  return `${describeAttack(role.attack)}: ${attackFacts(role.attack.kind).sentence}`;
}
