import type { RunConfigInput } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { lastAccuracies } from "./lastAccuracies";
import { orSkip, PATIENCE_MS } from "./orSkip";

/** The cells of `byzsgdnm-table4 --size laptop` with the coordinate median at B = 256, each with the η₀ chosen there. */
const CELL: RunConfigInput = {
  dataset: "mnist",
  model: "mlp",
  workers: 8,
  f: 3,
  attackers: 3,
  attack: "alie",
  arms: ["coordinateMedian"],
  batchSize: 256,
  validation: 0.1,
  schedule: "cosine",
  rounds: 53, // two epochs of 54,000 examples
};
const M: RunConfigInput = { learningRate: 3.3, algorithm: { momentum: 0.9, normalized: false } };
const NM: RunConfigInput = { learningRate: 1, algorithm: { momentum: 0.9, normalized: true } };

const accuracyOf = async (algorithm: RunConfigInput, seed: number) =>
  (await lastAccuracies({ ...CELL, ...algorithm, seed })).coordinateMedian;

// by seed in docs/results/byzsgdnm-table4-laptop.jsonl: ByzSGDm 0.8887, 0.8886, 0.8899; ByzSGDnm 0.9256, 0.9247, 0.9199
test("under ALIE at the largest B, ByzSGDnm is ahead of ByzSGDm by 2 points with each of three seeds", {
  timeout: 2 * PATIENCE_MS,
}, async ({ skip }) => {
  for (const seed of [1, 2, 3]) {
    const m = await orSkip(accuracyOf(M, seed), skip);
    expect(m).toBeGreaterThan(0.87);
    expect(await accuracyOf(NM, seed)).toBeGreaterThan(m + 0.02);
  }
});
