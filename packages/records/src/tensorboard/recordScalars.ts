import type { RoundRecord } from "@honest-majority/protocol";
import type { Scalar } from "./eventFile";

/** One rule's measurements as scalars, at the time at which each round closed. Values that were not finite are left out. */
export function* recordScalars(rounds: readonly RoundRecord[], label: string): Generator<Scalar> {
  for (const record of rounds) {
    const place = record.arms.findIndex((arm) => arm.label === label);
    if (place < 0) continue;
    const { evaluation, trainLoss, learningRate, aggregateNorm } = record.arms[place];
    const series: Record<string, number | null | undefined> = {
      "accuracy/test": evaluation?.accuracy,
      "accuracy/validation": evaluation?.validation?.accuracy,
      "loss/test": evaluation?.loss,
      "loss/train": trainLoss,
      "attack success": evaluation?.attackSuccess,
      "learning rate": learningRate,
      "aggregate/norm": aggregateNorm,
      "aggregate/error": record.stage?.aggregationError[place],
    };
    for (const [tag, value] of Object.entries(series))
      if (typeof value === "number")
        yield { tag, step: record.round, wallTime: record.closedAt / 1_000, value };
  }
}
