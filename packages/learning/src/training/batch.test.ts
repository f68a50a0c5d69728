import { expect, test } from "vitest";
import { batchesPerEpoch, batchPicker, gatherLabels, gatherPixels, oneHot } from "./batch";

const plan = { seed: 3, workerIndex: 2, batchSize: 4, count: 11 };

test("batchPicker shows no example twice in an epoch and drops the remainder", () => {
  const pick = batchPicker(plan);
  expect(batchesPerEpoch(plan)).toBe(2); // 11 = 2·4 + 3
  for (const epoch of [0, 1, 7]) {
    const seen = [...pick(2 * epoch), ...pick(2 * epoch + 1)];
    expect(new Set(seen).size).toBe(8);
    expect(Math.max(...seen)).toBeLessThan(11);
  }
});

test("batchPicker shuffles every epoch again, so that every example comes up", () => {
  const pick = batchPicker(plan);
  const epochs = Array.from({ length: 12 }, (_, epoch) => [...pick(2 * epoch), ...pick(2 * epoch + 1)]);
  expect(new Set(epochs.map(String)).size).toBe(12);
  expect(new Set(epochs.flat()).size).toBe(11);
});

test("batchPicker depends on seed, worker and place alone, not on earlier calls", () => {
  const pick = batchPicker(plan);
  for (const round of [0, 1, 2, 3, 4]) pick(round);
  expect(pick(5)).toEqual(batchPicker(plan)(5));
  expect(pick(5)).not.toEqual(batchPicker({ ...plan, seed: 4 })(5));
  expect(pick(5)).not.toEqual(batchPicker({ ...plan, workerIndex: 1 })(5));
});

test("batchPicker makes one batch of a shard smaller than B", () => {
  expect([...batchPicker({ ...plan, batchSize: 64 })(9)].sort((a, b) => a - b)).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ]);
});

test("batchPicker refuses an empty shard and an empty batch", () => {
  expect(() => batchPicker({ ...plan, count: 0 })).toThrow("count must be an integer >= 1, got 0");
  expect(() => batchPicker({ ...plan, batchSize: 0 })).toThrow("batchSize must be an integer >= 1, got 0");
});

test("gatherPixels gives x/255, gatherLabels the labels of the chosen examples, oneHot their rows", () => {
  const examples = {
    count: 3,
    classes: 3,
    height: 1,
    width: 2,
    channels: 1,
    pixels: Uint8Array.of(0, 51, 102, 153, 204, 255),
    labels: Uint8Array.of(0, 1, 2),
  };
  expect(gatherPixels(examples, Uint32Array.of(2, 0))).toEqual(Float32Array.of(0.8, 1, 0, 0.2));
  const labels = gatherLabels(examples, Uint32Array.of(2, 1));
  expect(labels).toEqual(Uint8Array.of(2, 1));
  expect([...oneHot(labels, 3)]).toEqual([0, 0, 1, 0, 1, 0]);
});
