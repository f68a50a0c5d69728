import { RunConfig } from "@honest-majority/protocol";

/** What a playground without settings in its address opens with: one of eight workers on bit flip takes the mean to chance in a few rounds. */
export function firstConfig(): RunConfig {
  return RunConfig.parse({
    model: "softmax",
    workers: 8,
    f: 1,
    arms: ["mean", "coordinateMedian"],
    attack: "bitFlip",
    learningRate: 0.6,
    algorithm: { momentum: 0 },
    evaluateEvery: 1,
    rounds: 100,
  });
}
