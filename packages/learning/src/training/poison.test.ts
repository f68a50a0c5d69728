import { expect, test } from "vitest";
import { type Batch, type Poison, poisoner } from "./poison";

/** Five examples of 2 rows × 3 columns, two channels, three classes. */
const examples = {
  count: 5,
  classes: 3,
  height: 2,
  width: 3,
  channels: 2,
  pixels: new Uint8Array(5 * 12),
  labels: Uint8Array.of(0, 1, 2, 1, 0),
};
const chosen = Uint32Array.of(4, 2, 1);
const batch = (): Batch => ({
  pixels: Float32Array.from({ length: 36 }, (_, i) => i / 100),
  labels: Uint8Array.of(0, 2, 1),
});
const poisoned = (poison: Poison, more: { seed?: number; workerIndex?: number } = {}, of = examples) =>
  poisoner({ examples: of, seed: 1, workerIndex: 0, ...more })(poison, chosen, batch());

test("flipped labels are classes − 1 − y, under the same pictures", () => {
  expect(poisoned({ kind: "flippedLabels" })).toEqual({ ...batch(), labels: Uint8Array.of(2, 0, 1) });
});

test("a random label belongs to its example: again the same in another batch, another for another worker", () => {
  const large = { ...examples, count: 400 };
  const all = Uint32Array.from({ length: 400 }, (_, i) => i);
  const drawn = (seed: number, workerIndex: number, which = all) =>
    poisoner({ examples: large, seed, workerIndex })({ kind: "randomLabels" }, which, batch()).labels;
  const labels = drawn(1, 0);
  expect(drawn(1, 0, chosen)).toEqual(Uint8Array.of(labels[4], labels[2], labels[1]));
  expect(drawn(1, 1)).not.toEqual(labels);
  expect(drawn(2, 0)).not.toEqual(labels);
  // 400 draws of 3: each class 133 times, give or take √(400 · 2/9) = 9.4
  for (const label of [0, 1, 2]) {
    expect(Math.abs(labels.filter((l) => l === label).length - 400 / 3)).toBeLessThan(40);
  }
  expect(poisoned({ kind: "randomLabels" }).pixels).toEqual(batch().pixels);
});

test("a trigger is a white square in the lower right corner of a share of the batch, and their label is the target", () => {
  const { pixels, labels } = poisoned({ kind: "trigger", share: 0.5, size: 1, target: 2 });
  // ⌈½ · 3⌉ = 2 pictures; the last pixel of a picture of 6 has the values 10 and 11
  expect(labels).toEqual(Uint8Array.of(2, 2, 1));
  const expected = batch().pixels;
  for (const at of [10, 11, 22, 23]) expected[at] = 1;
  expect(pixels).toEqual(expected);
});

test("a square as large as the picture, or larger, covers it and no other", () => {
  const { pixels } = poisoned({ kind: "trigger", share: 0.1, size: 9, target: 0 });
  expect([...pixels.subarray(0, 12)]).toEqual(new Array(12).fill(1));
  expect(pixels.subarray(12)).toEqual(batch().pixels.subarray(12));
  // two columns of three: values 2 to 5 of each line of 6
  const partly = poisoned({ kind: "trigger", share: 0.1, size: 2, target: 0 }).pixels;
  expect([...partly.keys()].filter((i) => partly[i] === 1)).toEqual([2, 3, 4, 5, 8, 9, 10, 11]);
});

test("what is poisoned is a copy", () => {
  const given = batch();
  poisoner({ examples, seed: 1, workerIndex: 0 })(
    { kind: "trigger", share: 1, size: 2, target: 0 },
    chosen,
    given,
  );
  expect(given).toEqual(batch());
});

test("a target that is no class is refused", () => {
  expect(() => poisoned({ kind: "trigger", share: 1, size: 1, target: 3 })).toThrow(
    new RangeError("poisoner: target must be an integer in 0 … 2, got 3"),
  );
});
