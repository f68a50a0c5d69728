import { describe, expect, test } from "vitest";
import {
  bytesAsVectors,
  decodeVector,
  decodeVectors,
  encodeVectors,
  isFiniteVector,
  vectorAsBytes,
  vectorBytes,
} from "./vector";

describe("encodeVectors", () => {
  test("writes float32 little-endian, four bytes a value", () => {
    // 1.0 is 0x3f800000 and −2.5 is 0xc0200000; the lowest byte first
    expect([...encodeVectors([Float32Array.of(1, -2.5)])]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0]);
    expect(vectorBytes("float32", 3)).toBe(12);
  });

  test("writes vectors one after another, also views of larger memory", () => {
    const memory = Float32Array.of(9, 1, 2, 9);
    const bytes = encodeVectors([memory.subarray(1, 3), Float32Array.of(3)]);
    expect([...decodeVector(bytes, 3)]).toEqual([1, 2, 3]);
  });

  test("gives each float16 vector its own scale", () => {
    const large = Float32Array.of(1e30, -5e29);
    const small = Float32Array.of(3, 1.5);
    const bytes = encodeVectors([large, small], "float16");
    expect(bytes).toHaveLength(16);
    expect(decodeVectors(bytes, { count: 2, length: 2, codec: "float16" })).toEqual([large, small]);
  });
});

describe("decodeVector", () => {
  test("returns a copy, of aligned and of unaligned bytes", () => {
    const bytes = new Uint8Array(9);
    bytes.set(encodeVectors([Float32Array.of(0.5, -1e30)]), 1);
    const vector = decodeVector(bytes.subarray(1), 2);
    bytes.fill(0);
    expect([...vector]).toEqual([0.5, Math.fround(-1e30)]);
    expect([...decodeVector(encodeVectors([Float32Array.of(7)]).buffer, 1)]).toEqual([7]);
  });

  test("gives every float32 back to the bit: −0, the smallest, the largest, ±∞, NaN", () => {
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

  test.each(["float32", "float16"])("writes into the memory that is given, in %s", (codec) => {
    const memory = new Float32Array(4);
    const into = memory.subarray(1, 3);
    expect(decodeVector(encodeVectors([Float32Array.of(2, -1)], codec), 2, codec, into)).toBe(into);
    expect([...memory]).toEqual([0, 2, -1, 0]);
  });

  test("refuses bytes of another length with both lengths", () => {
    expect(() => decodeVector(new Uint8Array(11), 3)).toThrow(
      "decodeVector: 3 float32 values take 12 bytes, got 11",
    );
    expect(() => decodeVector(new Uint8Array(12), 3, "float16")).toThrow(
      "decodeVector: 3 float16 values take 10 bytes, got 12",
    );
    expect(() => decodeVectors(new Uint8Array(4), { count: 2, length: 1, codec: "float16" })).toThrow(
      "decodeVector: 2 × 1 float16 values take 12 bytes, got 4",
    );
  });

  test("refuses memory of another length, and an unknown codec", () => {
    expect(() => decodeVector(new Uint8Array(8), 2, "float32", new Float32Array(3))).toThrow(
      "decodeVector: into must hold 2 values, got 3",
    );
    expect(() => decodeVector(new Uint8Array(8), 2, "zip")).toThrow(
      /must be one of .*float32, float16.*, got zip$/,
    );
  });
});

describe("vectorAsBytes and bytesAsVectors", () => {
  const values = () => Float32Array.of(9, -0, 1.5, Number.NaN).subarray(1);

  test.each(["float32", "float16"])("give the same as encodeVectors and decodeVectors, in %s", (codec) => {
    const bytes = encodeVectors([values(), values()], codec);
    expect(vectorAsBytes(values(), codec)).toEqual(bytes.subarray(0, vectorBytes(codec, 3)));
    const wanted = { count: 2, length: 3, codec };
    expect(bytesAsVectors(bytes, wanted)).toEqual(decodeVectors(bytes, wanted));
    expect(bytesAsVectors(bytes.buffer, wanted)).toEqual(decodeVectors(bytes, wanted));
    expect(() => bytesAsVectors(bytes, { ...wanted, count: 3 })).toThrow("decodeVector: 3 × 3");
  });

  test("copy nothing in float32, unless the bytes are not aligned", () => {
    const vector = values();
    const bytes = vectorAsBytes(vector, "float32");
    const [view] = bytesAsVectors(bytes, { count: 1, length: 3 });
    expect([bytes.buffer, view.buffer, view.byteOffset]).toEqual([vector.buffer, vector.buffer, 4]);
    const shifted = new Uint8Array(13);
    shifted.set(bytes, 1);
    const [copy] = bytesAsVectors(shifted.subarray(1), { count: 1, length: 3 });
    expect(copy).toEqual(vector);
    expect(copy.buffer).not.toBe(shifted.buffer);
  });
});

describe("isFiniteVector", () => {
  test("is false for one value that is not finite, anywhere, and true for large ones", () => {
    expect(isFiniteVector(Float32Array.of(3.4e38, -3.4e38, 0))).toBe(true);
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      for (const at of [0, 1, 2])
        expect(isFiniteVector(new Float32Array(3).fill(value, at, at + 1))).toBe(false);
    }
    expect(isFiniteVector(new Float32Array(0))).toBe(true);
  });

  test.each([4, 7, 9])("sees every place of %d, and infinities that cancel", (d) => {
    const large = () => new Float32Array(d).fill(3.4e38);
    expect(isFiniteVector(large())).toBe(true);
    for (let at = 0; at < d; at++) expect(isFiniteVector(large().fill(Number.NaN, at, at + 1))).toBe(false);
    const both = large();
    both[0] = Number.POSITIVE_INFINITY;
    both[d - 1] = Number.NEGATIVE_INFINITY;
    expect(isFiniteVector(both)).toBe(false);
  });
});
