import { stream } from "@honest-majority/random";
import { expect, test } from "vitest";
import { augment } from "./augment";

const shape = { height: 2, width: 3, channels: 1 };

/** Pictures after draws of (down + 4, across + 4, mirrored) each. */
function moved(pictures: number[], draws: number[]): number[] {
  const pixels = Float32Array.from(pictures);
  const left = [...draws];
  augment(pixels, shape, { ...stream(1, "unused"), int: () => left.shift()! });
  expect(left).toEqual([]);
  return [...pixels];
}

test("augment moves a picture by a row and a column and fills in zeros from the padding", () => {
  // 1 2 3      0 4 5
  // 4 5 6  →   0 0 0
  expect(moved([1, 2, 3, 4, 5, 6], [5, 3, 0])).toEqual([0, 4, 5, 0, 0, 0]);
});

test("augment mirrors the picture after cutting it", () => {
  expect(moved([1, 2, 3, 4, 5, 6], [4, 4, 1])).toEqual([3, 2, 1, 6, 5, 4]);
  // cut one column to the right: 2 3 0 and 5 6 0
  expect(moved([1, 2, 3, 4, 5, 6], [4, 5, 1])).toEqual([0, 3, 2, 0, 6, 5]);
});

test("augment draws for each picture of a batch separately", () => {
  const two = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  expect(moved(two, [4, 4, 0, 4, 4, 1])).toEqual([1, 2, 3, 4, 5, 6, 9, 8, 7, 12, 11, 10]);
});

test("augment keeps the channels of a pixel together", () => {
  const pixels = Float32Array.of(1, 10, 2, 20);
  augment(
    pixels,
    { height: 1, width: 2, channels: 2 },
    { ...stream(1, "unused"), int: (n) => (n === 2 ? 1 : 4) },
  );
  expect([...pixels]).toEqual([2, 20, 1, 10]);
});

test("augment draws all offsets from −4 to 4 equally often", () => {
  const size = 19; // a picture of one row whose middle is 1
  const random = stream(3, "offsets");
  const seen = new Map<number, number>();
  for (let i = 0; i < 1800; i++) {
    const pixels = new Float32Array(size * size);
    pixels[9 * size + 9] = 1;
    augment(pixels, { height: size, width: size, channels: 1 }, random);
    const across = (pixels.indexOf(1) % size) - 9;
    seen.set(across, (seen.get(across) ?? 0) + 1);
  }
  expect([...seen.keys()].toSorted((a, b) => a - b)).toEqual([-4, -3, -2, -1, 0, 1, 2, 3, 4]);
  // 200 each, standard deviation √(1800 · 1/9 · 8/9) = 13.3
  for (const count of seen.values()) expect(Math.abs(count - 200)).toBeLessThan(5 * 13.3);
});
