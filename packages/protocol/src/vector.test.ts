import { expect, test } from "vitest";
import { decodeVector, encodeVectors, isFiniteVector, vectorBytes } from "./vector";

test("float32 goes over the wire little-endian, four bytes a value", () => {
  // 1.0 is 0x3f800000 and −2.5 is 0xc0200000; the lowest byte first
  expect([...encodeVectors([Float32Array.of(1, -2.5)])]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0]);
  expect(vectorBytes("float32", 3)).toBe(12);
});

test("vectors lie one behind another, views of larger memory included", () => {
  const memory = Float32Array.of(9, 1, 2, 9);
  const bytes = encodeVectors([memory.subarray(1, 3), Float32Array.of(3)]);
  expect([...decodeVector(bytes, 3)]).toEqual([1, 2, 3]);
});

test("what is decoded is a copy, aligned or not", () => {
  const bytes = new Uint8Array(9);
  bytes.set(encodeVectors([Float32Array.of(0.5, -1e30)]), 1);
  const vector = decodeVector(bytes.subarray(1), 2);
  bytes.fill(0);
  expect([...vector]).toEqual([0.5, Math.fround(-1e30)]);
  expect([...decodeVector(encodeVectors([Float32Array.of(7)]).buffer, 1)]).toEqual([7]);
});

test("every float32 comes back to the bit: −0, the smallest, the largest, ±∞, NaN", () => {
  const values = Float32Array.of(
    -0,
    1.401298464324817e-45,
    3.4028234663852886e38,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  );
  const back = decodeVector(encodeVectors([values]), values.length);
  expect(new Uint32Array(back.buffer)).toEqual(new Uint32Array(values.buffer));
});

test("bytes of another length are named with both lengths", () => {
  expect(() => decodeVector(new Uint8Array(11), 3)).toThrow(
    "decodeVector: 3 float32 values take 12 bytes, got 11",
  );
});

test("one value that is not finite, anywhere, makes a vector not finite; large ones do not", () => {
  expect(isFiniteVector(Float32Array.of(3.4e38, -3.4e38, 0))).toBe(true);
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    for (const at of [0, 1, 2])
      expect(isFiniteVector(new Float32Array(3).fill(value, at, at + 1))).toBe(false);
  }
  expect(isFiniteVector(new Float32Array(0))).toBe(true);
});
