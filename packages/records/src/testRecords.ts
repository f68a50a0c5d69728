/** Records for this package's tests. */
import { type ArmRecord, type RoundRecord, RunConfig } from "@honest-majority/protocol";
import { headLine, type RecordHead, type RunRecord, roundLine } from "./recordFile";

export const config = RunConfig.parse({
  model: "softmax",
  workers: 3,
  arms: ["mean", { preAggregators: ["nearestNeighborMixing"], aggregator: "coordinateMedian" }],
});
const LABELS = ["mean", "nearestNeighborMixing + coordinateMedian"];

export const head: RecordHead = {
  room: "KRUM-42",
  run: "20261129T014107Z-NdclMN",
  config,
  workers: [
    { id: "a", name: "Ada" },
    { id: "b", name: "Ben" },
    { id: "c", name: "Cleo" },
  ],
  revealed: false,
};

export function arm(label: string, more: Partial<ArmRecord> = {}): ArmRecord {
  return {
    label,
    outcome: "stepped",
    counted: 3,
    expectedByzantine: 1,
    rows: ["a", "b", "c"].map((worker) => ({ worker, kept: worker === "c" ? 0 : 1 })),
    warnings: [],
    aggregateNorm: 1.5,
    learningRate: 0.25,
    trainLoss: 2,
    aggregateMs: 3,
    evaluation: {
      accuracy: 0.5,
      loss: 1.25,
      confusion: [
        [5, 5],
        [5, 5],
      ],
    },
    ...more,
  };
}

/** It lasts half a second. Cleo is malicious. */
export function round(number: number, more: Partial<RoundRecord> = {}): RoundRecord {
  return {
    round: number,
    openedAt: 1_000 * number,
    closedAt: 1_000 * number + 500,
    closedBy: "all-in",
    codec: "float32",
    invited: ["a", "b", "c"],
    missing: [],
    arms: LABELS.map((label) => arm(label)),
    refusals: [],
    events: [],
    stage: { byzantine: ["c"], aggregationError: [2, 0.5], honestNorm: [4, 4] },
    ...more,
  };
}

export const bytesOf = (...lines: string[]) =>
  new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
export const fileOf = ({ rounds, ...of }: RunRecord) => bytesOf(headLine(of), ...rounds.map(roundLine));
