import { engine, memory } from "@tensorflow/tfjs-core";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { useBackend } from "../backend/backends.cases";
import { subset } from "../data/subset";
import { glyphs } from "../glyphs/glyphs";
import { initialParameters } from "../model/layout";
import { createLearner } from "./learner";
import { createLearnerPool } from "./learnerPool";
import { flippedLabels } from "./poison.cases";

const { train } = glyphs({ seed: 4, train: 60, test: 0 });
const shards = [0, 1, 2].map((worker) =>
  subset(
    train,
    Uint32Array.from({ length: 20 }, (_, i) => 3 * i + worker),
  ),
);
const workers = shards.map((examples, i) => ({ examples, workerIndex: 2 * i }));
const shared = { model: "softmax", batchSize: 8, seed: 1 } as const;
const arms = [1, 2].map((seed) => initialParameters("softmax", train, 10, seed));

beforeAll(() => useBackend("wasm"));
afterEach(() => void vi.restoreAllMocks());

test.each([false, true])(
  "each worker gets the same gradients as from a learner of its own (augment: %s)",
  async (augment) => {
    const pool = createLearnerPool({ ...shared, augment, workers });
    const poisons = [undefined, flippedLabels, undefined];
    const together = await pool.gradients(arms, 5, poisons);
    for (const [i, worker] of workers.entries()) {
      const alone = createLearner({ ...shared, augment, ...worker });
      expect(together[i]).toEqual(await alone.gradients(arms, 5, poisons[i]));
    }
    expect(together[1].own).not.toEqual(together[0].own);
  },
);

test("augmented pictures give another gradient, and the same one again in the same round", async () => {
  const learner = (augment: boolean) => createLearner({ ...shared, augment, ...workers[0] });
  const moved = await learner(true).gradients(arms, 3);
  expect(moved).toEqual(await learner(true).gradients(arms, 3));
  expect(moved).not.toEqual(await learner(false).gradients(arms, 3));
});

test("gradients uploads parameters once for all workers and leaves no tensor behind", async () => {
  const made = vi.spyOn(engine(), "makeTensor");
  const before = memory().numTensors;
  await createLearnerPool({ ...shared, workers }).gradients(arms, 0);
  const weights = made.mock.calls.filter(([, shape]) => String(shape) === "784,10");
  expect(weights).toHaveLength(2); // one an arm
  expect(memory().numTensors).toBe(before);
});

test("a pool without workers is refused", () => {
  expect(() => createLearnerPool({ ...shared, workers: [] })).toThrow(
    "createLearnerPool: at least one worker, got none",
  );
});
