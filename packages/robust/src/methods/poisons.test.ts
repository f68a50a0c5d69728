import { describe, expect, test } from "vitest";
import { attackAim, attackPoison } from "./attackVector";
import type { Poison, TrainingBatch } from "./defineAttack";

/** Five examples of 2 rows × 3 columns, two channels, three classes. A batch has three examples. */
const context = {
  classes: 3,
  height: 2,
  width: 3,
  channels: 2,
  count: 5,
  chosen: Uint32Array.of(4, 2, 1),
  seed: 1,
  workerIndex: 0,
};
const batch = (): TrainingBatch => ({
  pixels: Float32Array.from({ length: 36 }, (_, i) => i / 100),
  labels: Uint8Array.of(0, 2, 1),
});
const poisoned = (poison: Poison) => poison(batch(), context);

const poisonOf = (attack: { kind: string; [option: string]: unknown }): Poison => {
  const poison = attackPoison(attack);
  if (poison === undefined) throw new Error(`${attack.kind} poisons no batch`);
  return poison;
};
const randomLabels = () => poisonOf({ kind: "randomLabels" });
const backdoor = (options: { share: number; size: number; target: number }) =>
  poisonOf({ kind: "backdoor", ...options });

test("labelFlip replaces the label y by classes − 1 − y and keeps the pictures", () => {
  expect(poisoned(poisonOf({ kind: "labelFlip" }))).toEqual({ ...batch(), labels: Uint8Array.of(2, 0, 1) });
});

describe("randomLabels", () => {
  const all = Uint32Array.from({ length: 400 }, (_, i) => i);
  const draw = (seed: number, workerIndex: number, chosen = all, poison = randomLabels()) =>
    poison(batch(), { ...context, count: 400, seed, workerIndex, chosen }).labels;
  const labels = draw(1, 0);

  test("gives an example the same label in every batch", () => {
    const poison = randomLabels();
    expect(draw(1, 0, all, poison)).toEqual(labels);
    const again = draw(1, 0, context.chosen, poison);
    expect(again).toEqual(Uint8Array.of(labels[4], labels[2], labels[1]));
    expect(draw(1, 0, context.chosen)).toEqual(again);
  });

  test("gives other workers and other seeds other labels, even from the same function", () => {
    const poison = randomLabels();
    expect(draw(1, 0, all, poison)).toEqual(labels);
    expect(draw(1, 1, all, poison)).toEqual(draw(1, 1));
    expect(draw(1, 1)).not.toEqual(labels);
    expect(draw(2, 0, all, poison)).toEqual(draw(2, 0));
    expect(draw(2, 0)).not.toEqual(labels);
  });

  test("draws every class equally often and keeps the pictures", () => {
    // 400 draws of 3: each class 133 times, give or take √(400 · 2/9) = 9.4
    for (const label of [0, 1, 2]) {
      expect(Math.abs(labels.filter((l) => l === label).length - 400 / 3)).toBeLessThan(40);
    }
    expect(poisoned(randomLabels()).pixels).toEqual(batch().pixels);
  });
});

describe("backdoor", () => {
  test("draws a white square into the lower right corner of a share of the batch and changes their label", () => {
    const { pixels, labels } = poisoned(backdoor({ share: 0.5, size: 1, target: 2 }));
    // ⌈½ · 3⌉ = 2 pictures; the last pixel of a picture of 6 has the values 10 and 11
    expect(labels).toEqual(Uint8Array.of(2, 2, 1));
    const expected = batch().pixels;
    for (const at of [10, 11, 22, 23]) expected[at] = 1;
    expect(pixels).toEqual(expected);
  });

  test("covers no other picture when the square is larger than the picture", () => {
    const { pixels } = poisoned(backdoor({ share: 0.1, size: 9, target: 0 }));
    expect([...pixels.subarray(0, 12)]).toEqual(new Array(12).fill(1));
    expect(pixels.subarray(12)).toEqual(batch().pixels.subarray(12));
    // two columns of three: values 2 to 5 of each line of 6
    const partly = poisoned(backdoor({ share: 0.1, size: 2, target: 0 })).pixels;
    expect([...partly.keys()].filter((i) => partly[i] === 1)).toEqual([2, 3, 4, 5, 8, 9, 10, 11]);
  });

  test("aims at its target, with the square on as many pictures as asked", () => {
    const aim = attackAim({ kind: "backdoor", size: 1, target: 2 });
    const { pixels } = batch();
    aim?.trigger(pixels, 2, context);
    expect(aim?.target).toBe(2);
    expect(pixels).toEqual(poisoned(backdoor({ share: 0.5, size: 1, target: 2 })).pixels);
    expect(attackAim({ kind: "labelFlip" })).toBeUndefined();
  });

  test("rejects a target that is not a class", () => {
    expect(() => poisoned(backdoor({ share: 1, size: 1, target: 3 }))).toThrow(
      new RangeError("backdoor: target must be an integer in 0 … 2, got 3"),
    );
  });
});

test.each([
  ["labelFlip", poisonOf({ kind: "labelFlip" })],
  ["randomLabels", randomLabels()],
  ["backdoor", backdoor({ share: 1, size: 2, target: 0 })],
])("%s leaves its input as it is", (_, poison) => {
  const given = batch();
  poison(given, context);
  expect(given).toEqual(batch());
});
