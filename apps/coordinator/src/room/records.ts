/** Puts a closed round into words: the record for the log and dashboards, and what a worker may know of it. */
import {
  type ArmRecord,
  armLabel,
  type RoundRecord,
  type RoundSummary,
  type RunConfig,
} from "@honest-majority/protocol";
import type { ArmClosing, Round } from "@honest-majority/rounds";
import type { ArmResult } from "../compute/compute";

export function armRecord(
  config: RunConfig,
  round: Round,
  closing: ArmClosing,
  result: ArmResult | undefined,
  { learningRate, losses }: { learningRate: number; losses: ReadonlyMap<string, number> },
): ArmRecord {
  const workers = closing.rows.map((row) => round.invited[row]);
  const known = workers.flatMap((worker) => losses.get(worker) ?? []);
  const base = {
    label: armLabel(config.arms[closing.arm]),
    counted: closing.rows.length,
    expectedByzantine: closing.expectedByzantine,
    learningRate,
    trainLoss: known.length === 0 ? null : known.reduce((sum, loss) => sum + loss, 0) / known.length,
  };
  if (result === undefined) {
    return {
      ...base,
      outcome: closing.verdict === "diverged" ? "diverged" : "skipped",
      reason: closing.reason,
      rows: [],
      warnings: [],
      aggregateNorm: null,
      aggregateMs: 0,
    };
  }
  return {
    ...base,
    // an arm that was skipped or diverged at the door is still measured
    outcome: closing.verdict === "aggregate" ? result.outcome : closing.verdict === "diverged" ? "diverged" : "skipped",
    reason: closing.reason ?? result.reason,
    rows: result.kept.map((kept, i) => ({ worker: workers[i], kept, score: result.scores?.[i] })),
    warnings: result.warnings,
    aggregateNorm: result.aggregateNorm,
    aggregateMs: result.aggregateMs,
    evaluation: result.evaluation,
  };
}

/** For everyone but the instructor: no roles, no flips, nothing measured against the honest mean. */
export function withoutTruth({ stage, ...record }: RoundRecord): RoundRecord {
  return { ...record, events: record.events.filter((event) => event.kind !== "flipped") };
}

export function summaryFor(worker: string, run: string, record: RoundRecord): RoundSummary {
  return {
    run,
    round: record.round,
    verdicts: record.arms.flatMap(({ label, rows }) =>
      rows.filter((row) => row.worker === worker).map(({ kept }) => ({ arm: label, kept })),
    ),
    accuracy: record.arms.flatMap(({ label, evaluation }) =>
      evaluation === undefined ? [] : [{ arm: label, accuracy: evaluation.accuracy }],
    ),
  };
}
