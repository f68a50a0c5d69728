/** The worker tab's texts. Pure. */
import { armTitle, type Role } from "@honest-majority/protocol";
import type { LearnerView, LinkStatus, RoundStatus } from "@honest-majority/worker/view";
import { keptWords } from "../chart/keptWords";
import { attackFacts, describeAttack } from "../roles/attackChoice";

/** The state of the connection, or of the round while connected. */
type TabStatus = LinkStatus | Extract<RoundStatus, "training" | "waiting">;

export function statusOf({ link, round, run }: LearnerView): TabStatus {
  if (link.kind !== "ready" || run.phase !== "running") return link.kind;
  if (round?.status === "training") return "training";
  if (round?.status === "waiting") return "waiting";
  return "ready";
}

const STATUS_WORDS: Record<TabStatus, string> = {
  starting: "Looking for this device's fastest processor…",
  connecting: "Connecting to the coordinator…",
  loading: "Loading my data…",
  ready: "Ready",
  training: "Training",
  waiting: "Waiting for the honest updates, to build the attack on them",
  reconnecting: "Reconnecting…",
  stopped: "Stopped",
};

export function describeStatus(view: LearnerView): string {
  const status = statusOf(view);
  if (status !== "ready") return STATUS_WORDS[status];
  switch (view.run.phase) {
    case "lobby":
      return "Ready: waiting for the teacher to start";
    case "paused":
      return "Ready: the run is paused";
    case "finished":
      return "The run is finished";
    case "running":
      if (view.round?.status === "sent") return "Sent: waiting for the others";
      if (view.round?.status === "late") return "Ready: my last update came after the round had closed";
      if (view.round?.status === "withheld") return "Holding back: the others wait until the time is up";
      return "Ready: waiting for the next round";
    default:
      return view.run satisfies never;
  }
}

/** The worker's progress in its round, 0 … 1, for a bar. */
export function progressOf({ round, summary }: LearnerView): number {
  if (!round) return 0;
  if (summary && summary.round >= round.round) return 1;
  return { training: 0.3, waiting: 0.6, withheld: 0.7, sending: 0.8, sent: 0.9, refused: 1, late: 1 }[
    round.status
  ];
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
