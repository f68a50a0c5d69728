import type { Evaluation } from "@honest-majority/learning/facts";
import type { Role } from "./attackConfig";

export type { Evaluation };

/** What one rule did with one worker's update. */
export interface RowVerdict {
  worker: string;
  /** Share of the row that counted, 0 … 1: selected or not, clipped share, weight relative to the largest. */
  kept: number;
  /** The rule's own score of the row, where it has one. */
  score?: number;
}

/** One arm's part of a round. */
export interface ArmRecord {
  label: string;
  outcome: "stepped" | "skipped" | "diverged";
  /** Why it was skipped or diverged. */
  reason?: string;
  /** m′: updates counted; and f′: Byzantine ones still expected among them. Absent for those who may not see roles. */
  counted?: number;
  expectedByzantine?: number;
  rows: RowVerdict[];
  warnings: string[];
  /** ‖z‖₂ of the aggregate; null when nothing finite came out. */
  aggregateNorm: number | null;
  /** η_t of this round. */
  learningRate: number;
  /** Median of the training losses that workers reported: claims, not measurements. */
  trainLoss: number | null;
  aggregateMs: number;
  evaluation?: Evaluation;
}

export type RunEvent =
  | { kind: "joined" | "left" | "returned" | "removed"; worker: string; name: string }
  | { kind: "flipped"; worker: string; name: string; role: Role; by: "worker" | "instructor" | "config" }
  | { kind: "skipped"; arm?: string; reason: string }
  | { kind: "diverged"; arm: string }
  /** The instructor closed the round before its deadline. */
  | { kind: "closed"; by: "instructor"; arrived: number; invited: number }
  /** An arm that takes part from this round on; it started from the parameters of the arm `from`. */
  | { kind: "arm-added"; arm: string; from: string }
  /** Settings that count from this round on. */
  | { kind: "changed"; settings: string[] }
  | { kind: "revealed" }
  /** Left out of the record, which lists only so many: joins, leaves and removals, or flips. */
  | { kind: "more"; of: "people" | "flips"; count: number }
  | { kind: "resumed"; note: string };

/** What happened in one round: a line of the run's log, and the message a dashboard gets. */
export interface RoundRecord {
  round: number;
  /** Unix milliseconds. */
  openedAt: number;
  closedAt: number;
  closedBy: "all-in" | "deadline" | "instructor";
  /** The codec that the run used in this round; absent in records of protocol 3. */
  codec?: string;
  invited: string[];
  /** Invited workers that had not answered for every arm when the round closed; absent in records of protocol 2. */
  missing?: string[];
  arms: ArmRecord[];
  /** Refused updates of invited workers, by code: the first of each worker, see `LIMITS.refusals`. */
  refusals: { worker: string; code: string }[];
  /** What happened since the last record, see `LIMITS.events`. Flips are truth: see `stage`. */
  events: RunEvent[];
  /** Who was malicious, and what is measured with that knowledge. Only for the instructor, and for all once revealed. */
  stage?: {
    byzantine: string[];
    /** ‖aggregate − honest mean‖₂ for each arm; null where it cannot be known. */
    aggregationError: (number | null)[];
    /** ‖honest mean‖₂ for each arm, to which the error is relative; absent in records of protocol 2. */
    honestNorm?: (number | null)[];
    /** More about the honest updates of each arm, to estimate the quantities in the papers' bounds. */
    honest?: (HonestMotion | null)[];
  };
}

/** The variance of one arm's honest updates in a round, and how their mean moved since the last round. */
export interface HonestMotion {
  /** Honest updates that counted. */
  workers: number;
  /** Their squared distances to their mean, summed and over workers − 1; null for fewer than two. */
  variance: number | null;
  /** ‖mean − last round's mean‖₂. */
  turned: number | null;
  /**
   * ‖w_t − W‖₂, W being the parameters of earlier rounds averaged as the last mean averages their gradients.
   * Both are null in the run's first round, and in all rounds after the set of honest workers has changed.
   */
  moved: number | null;
}
