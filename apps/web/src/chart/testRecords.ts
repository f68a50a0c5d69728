/** Records and arms for the chart's tests. */
import type { ArmRecord, RoundRecord, RunEvent } from "@honest-majority/protocol";
import { armStyle } from "./armStyle";
import type { ChartArm } from "./lines";

export function armRecord(label: string, accuracy?: number, more: Partial<ArmRecord> = {}): ArmRecord {
  return {
    label,
    outcome: "stepped",
    counted: 4,
    expectedByzantine: 1,
    rows: [],
    warnings: [],
    aggregateNorm: 1,
    learningRate: 0.3,
    trainLoss: 1,
    aggregateMs: 2,
    evaluation: accuracy === undefined ? undefined : { accuracy, loss: 2 * accuracy, confusion: [] },
    ...more,
  };
}

/** A round that took half a second. */
export function record(round: number, arms: ArmRecord[], more: Partial<RoundRecord> = {}): RoundRecord {
  return {
    round,
    openedAt: 1_000 * round,
    closedAt: 1_000 * round + 500,
    closedBy: "all-in",
    invited: [],
    arms,
    refusals: [],
    events: [],
    ...more,
  };
}

export function flipped(worker: string, name: string, malicious = true): RunEvent {
  return {
    kind: "flipped",
    worker,
    name,
    by: "worker",
    role: malicious ? { kind: "malicious", attack: { kind: "bitFlip", factor: 10 } } : { kind: "honest" },
  };
}

/** Arms with these labels; the mean has its own look. */
export function chartArms(...labels: string[]): ChartArm[] {
  return labels.map((label, place) => ({ label, look: armStyle({ isMean: label === "mean", place }) }));
}
