import { expect, test } from "vitest";
import { subset } from "./subset";

const examples = {
  count: 3,
  classes: 4,
  height: 1,
  width: 1,
  channels: 2,
  pixels: Uint8Array.of(1, 2, 3, 4, 5, 6),
  labels: Uint8Array.of(0, 1, 3),
};

test("subset copies the chosen examples in order", () => {
  const chosen = subset(examples, [2, 0]);
  expect(chosen).toEqual({
    ...examples,
    count: 2,
    pixels: Uint8Array.of(5, 6, 1, 2),
    labels: Uint8Array.of(3, 0),
  });
  chosen.pixels[0] = 9;
  expect(examples.pixels[4]).toBe(5);
});

test("subset refuses an index beyond the examples", () => {
  expect(() => subset(examples, [3])).toThrow("subset: indices must be below 3, got 3");
});
