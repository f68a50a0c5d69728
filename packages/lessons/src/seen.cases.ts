import type { ArmRecord, RoundRecord } from "@honest-majority/protocol";
import type { SeenRun } from "./seen";

/** An arm's part of a round. */
export function arm(label: string, accuracy?: number, more: Partial<ArmRecord> = {}): ArmRecord {
  return {
    label,
    outcome: "stepped",
    rows: [],
    warnings: [],
    aggregateNorm: 1,
    learningRate: 0.1,
    trainLoss: null,
    aggregateMs: 0,
    ...(accuracy !== undefined && { evaluation: { accuracy, loss: 1, confusion: [] } }),
    ...more,
  };
}

export function round(number: number, arms: ArmRecord[], liars: string[] = []): RoundRecord {
  return {
    round: number,
    openedAt: 0,
    closedAt: 0,
    closedBy: "all-in",
    invited: [],
    arms,
    refusals: [],
    events: [],
    stage: { byzantine: liars, aggregationError: [] },
  };
}

/** A run of one arm, "mean": its accuracy in each round (null: not measured), and the rounds in which somebody lies. */
export function runOf(
  accuracies: readonly (number | null)[],
  { lies = [], rounds = accuracies.length }: { lies?: readonly number[]; rounds?: number } = {},
): SeenRun {
  return {
    config: { rounds },
    rounds: accuracies.map((accuracy, i) =>
      round(i, [arm("mean", accuracy ?? undefined)], lies.includes(i) ? ["w7"] : []),
    ),
  };
}
