import { chooseNodeBackend } from "@honest-majority/backends";
import { estimatesOf, localCompute } from "@honest-majority/conductor";
import { glyphs, sharedMemory } from "@honest-majority/learning";
import { RunConfig, type RunConfigInput } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { runHeadless } from "./headless";

const backend = await chooseNodeBackend();
const dataset = glyphs({ seed: 1, train: 2000, test: 100 });

async function estimated(input: RunConfigInput) {
  const config = RunConfig.parse({ model: "softmax", workers: 8, evaluateEvery: 100, ...input });
  const compute = localCompute({ backend, load: async () => dataset, allocate: sharedMemory, now: () => 0 });
  return estimatesOf(await runHeadless({ config, compute, now: () => 0 }), config, 2000)!;
}

const plain: RunConfigInput = { rounds: 32, learningRate: 0.01, arms: ["mean"], f: 0 };

describe("estimatesOf", () => {
  test("σ² does not depend on the batch size and momentum, even if each example is seen many times", async () => {
    const few = await estimated({ ...plain, batchSize: 8, algorithm: { momentum: 0 } });
    for (const [batchSize, momentum] of [
      [8, 0.9],
      [32, 0.9],
    ]) {
      const other = await estimated({ ...plain, batchSize, algorithm: { momentum } });
      expect(other.variance / few.variance).toBeGreaterThan(0.8);
      expect(other.variance / few.variance).toBeLessThan(1.25);
    }
    expect(few.gap).toBeCloseTo(Math.log(dataset.train.classes), 0); // an untrained softmax
  });

  test("L is estimated with momentum, c only with Byzantine workers, and c is larger for a stronger attack", async () => {
    const base: RunConfigInput = { ...plain, batchSize: 32, algorithm: { momentum: 0.9 }, learningRate: 0.3 };
    const honest = await estimated(base);
    expect(honest.smoothness).toBeGreaterThan(0);
    expect(honest.robustness).toBeNull();
    const attacked = { ...base, attackers: 2, f: 2 };
    const zero = await estimated({ ...attacked, attack: "zero" });
    const flipped = await estimated({ ...attacked, attack: "bitFlip" });
    expect(flipped.robustness! / zero.robustness!).toBeGreaterThan(5);
  });

  test("a run without two honest workers gives no estimates", async () => {
    const config = RunConfig.parse({ model: "softmax", workers: 1, rounds: 2, arms: ["mean"], f: 0 });
    const compute = localCompute({
      backend,
      load: async () => dataset,
      allocate: sharedMemory,
      now: () => 0,
    });
    expect(estimatesOf(await runHeadless({ config, compute, now: () => 0 }), config, 2000)).toBeUndefined();
  });

  test("a run with local steps gives no estimates, because its updates are not gradients", async () => {
    expect(await estimated({ ...plain, rounds: 2, batchSize: 8, localSteps: 2 })).toBeUndefined();
  });
});
