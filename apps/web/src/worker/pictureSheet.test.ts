import { describe, expect, test } from "vitest";
import { pictureSheet } from "./pictureSheet";

describe("pictureSheet", () => {
  test("places pictures side by side with one transparent pixel between them", () => {
    const pixels = Uint8Array.of(10, 20, 30, 40); // two pictures of 1 × 2
    const sheet = pictureSheet({ count: 2, height: 1, width: 2, channels: 1, pixels });
    expect([sheet.width, sheet.height]).toEqual([5, 1]);
    expect([...sheet.rgba]).toEqual([
      ...[10, 10, 10, 255],
      ...[20, 20, 20, 255],
      ...[0, 0, 0, 0],
      ...[30, 30, 30, 255],
      ...[40, 40, 40, 255],
    ]);
  });

  test("keeps colour channels, and starts a second row with the ninth picture", () => {
    const pixels = Uint8Array.from({ length: 27 }, (_, i) => i); // nine pictures of 1 × 1, three channels
    const sheet = pictureSheet({ count: 9, height: 1, width: 1, channels: 3, pixels });
    expect([sheet.width, sheet.height]).toEqual([15, 3]);
    const at = (x: number, y: number) => [...sheet.rgba.slice((y * 15 + x) * 4, (y * 15 + x) * 4 + 4)];
    expect(at(2, 0)).toEqual([3, 4, 5, 255]);
    expect(at(0, 2)).toEqual([24, 25, 26, 255]);
  });
});
