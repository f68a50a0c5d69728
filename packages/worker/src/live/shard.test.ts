import { expect, test } from "vitest";
import { parseShard } from "./shard";

const shape = { examples: 2, height: 1, width: 2, channels: 1, classes: 10 };

test("parseShard reads labels, then pixels", () => {
  const examples = parseShard(Uint8Array.of(3, 9, 10, 20, 30, 40), shape);
  expect([...examples.labels]).toEqual([3, 9]);
  expect([...examples.pixels]).toEqual([10, 20, 30, 40]);
  expect(examples.count).toBe(2);
});

test("parseShard rejects a wrong number of bytes and a label that is not a class", () => {
  expect(() => parseShard(Uint8Array.of(3, 9, 10), shape)).toThrow("take 6 bytes, got 3");
  expect(() => parseShard(new Uint8Array(7), shape)).toThrow("take 6 bytes, got 7");
  expect(() => parseShard(Uint8Array.of(3, 10, 0, 0, 0, 0), shape)).toThrow(
    "labels must be below 10, example 1 has 10",
  );
});
