import { describe, expect, test } from "vitest";
import { int8 } from "./int8";

const coded = (values: ArrayLike<number>, uniform?: () => number) => {
  const bytes = new Uint8Array(int8.bytes(values.length));
  int8.encode(Float32Array.from(values), bytes, 0, uniform);
  return bytes;
};
const roundTrip = (values: ArrayLike<number>, uniform?: () => number) => [
  ...int8.decode(coded(values, uniform), values.length),
];
/** One block's scale and integers as any client might send them. */
const raw = (scale: number, ...integers: number[]) => {
  const bytes = new Uint8Array(4 + integers.length);
  new DataView(bytes.buffer).setFloat32(0, scale, true);
  bytes.set(integers, 4);
  return bytes;
};
/** d values of both signs over 20 powers of two around `size`: multiples of the golden ratio, modulo 1, spread evenly. */
const spread = (d: number, size: number) =>
  Array.from({ length: d }, (_, i) => {
    const part = (i * 0.6180339887498949) % 1;
    return Math.fround(size * 2 ** (-20 * part) * (i % 2 === 0 ? 1 : -1));
  });
const LARGEST = 3.4028234663852886e38;
const SMALLEST = 2 ** -149;

describe("int8", () => {
  test("writes one float32 scale for 256 values, lowest byte first, and then a byte for each value", () => {
    // 254/127 = 2 = 0x40000000; −254/2 = −127 = 0x81, 3/2 = 1.5 is rounded up without a stream, −3/2 = −1.5 to −1
    expect([...coded([254, -254, 3, -3, 0])]).toEqual([0, 0, 0, 0x40, 127, 0x81, 2, 0xff, 0]);
    expect([1, 256, 257, 50_890].map(int8.bytes)).toEqual([5, 260, 265, 50_890 + 4 * 199]);
  });

  test("gives each block its own scale, also the last one, which is shorter", () => {
    const values = [...new Array(256).fill(127), 254, -2];
    const bytes = coded(values);
    expect([...new Float32Array(bytes.buffer.slice(0, 8))]).toEqual([1, 2]);
    expect(roundTrip(values)).toEqual(values);
  });

  test.each([1, 1e-3, 3e-5, 7e30, 2e-37, 1.5e-43, LARGEST])(
    "errs by at most one step of the block's scale, and by half without a stream, near %d",
    (size) => {
      const values = spread(1_000, size);
      const largest = (i: number) => {
        const start = i - (i % 256);
        return Math.max(...values.slice(start, start + 256).map(Math.abs));
      };
      const step = (i: number) => ((largest(i) / 127) * (1 + 2 ** -22) + SMALLEST) * (1 + 2 ** -14);
      let draws = 0;
      const random = roundTrip(values, () => (draws++ * 0.7548776662466927) % 1);
      const nearest = roundTrip(values);
      expect(draws).toBe(1_000);
      expect(values.filter((v, i) => !(Math.abs(random[i] - v) <= step(i)))).toEqual([]);
      expect(values.filter((v, i) => !(Math.abs(nearest[i] - v) <= step(i) / 2))).toEqual([]);
    },
  );

  test("is right on average: over evenly spread draws the mean of the decoded values is the value", () => {
    const values = [1, -0.3, 0.0711, 1e-4, -5e-5, 0.999];
    const times = 1_000;
    const sums = new Float64Array(values.length);
    for (let draw = 0; draw < times; draw++) {
      const back = roundTrip(values, () => (draw + 0.5) / times);
      for (const [i, value] of back.entries()) sums[i] += value / times;
    }
    // each value is rounded up in the right number of the draws, to within one
    for (const [i, v] of values.entries()) expect(Math.abs(sums[i] - v)).toBeLessThan(1 / 127 / times + 1e-7);
    // which rounding to the nearest is not: 1e-4 is less than half a step
    expect(roundTrip(values)[3]).toBe(0);
  });

  test("rounds the largest value by a share of 2⁻²², whatever is drawn: never up to 128, which reads as −128", () => {
    const wrong = Array.from({ length: 2_000 }, (_, i) => Math.fround(1 + i / 2_000)).filter((v) => {
      const [up, down] = roundTrip([v, -v], () => 1 - 2 ** -30);
      return Math.abs(up - v) > v * 2 ** -22 || Math.abs(down + v) > v / 127 + v * 2 ** -22;
    });
    expect(wrong).toEqual([]);
  });

  test("keeps a block of zeros, and takes no draw for it", () => {
    const back = roundTrip([0, -0], () => {
      throw new Error("drawn");
    });
    expect(back).toEqual([0, 0]);
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]])(
    "a block with %d has no finite value when decoded; other blocks stay",
    (value) => {
      const values = new Array(300).fill(1);
      values[7] = value;
      const back = roundTrip(values);
      expect(back.slice(0, 256).some(Number.isFinite)).toBe(false);
      expect(back.slice(256)).toEqual(new Array(44).fill(1));
    },
  );

  test("a finite vector stays finite, up to float32's largest values and beside its smallest", () => {
    for (const values of [
      [LARGEST, -LARGEST, 1],
      [SMALLEST, -SMALLEST],
      [60 * SMALLEST, SMALLEST],
    ]) {
      const back = roundTrip(values, () => 0.999);
      expect(back.every(Number.isFinite)).toBe(true);
      expect(back[0]).toBeGreaterThan(0);
    }
  });

  test.each([
    ["a NaN scale", raw(Number.NaN, 0, 0)],
    ["an infinite scale", raw(Number.NEGATIVE_INFINITY, 1, 1)],
    ["an infinite scale of zeros", raw(Number.POSITIVE_INFINITY, 0, 0)],
    ["integers that leave float32's range", raw(3e38, 2, 0)],
  ])("%s decodes to a vector that is not finite", (_, bytes) => {
    expect([...int8.decode(bytes, 2)].every(Number.isFinite)).toBe(false);
    expect(int8.isSurelyFinite(bytes, 2)).toBe(false);
  });

  test("tells by the scales that all values are finite, in every block, whatever the integers are", () => {
    // 128 times the largest scale that is sure: float32's largest value is (2 − 2⁻²³)·2¹²⁷
    const sure = (2 - 2 ** -23) * 2 ** 120;
    expect(int8.isSurelyFinite(raw(-sure, 0x80, 127), 2)).toBe(true);
    expect([...int8.decode(raw(-sure, 0x80, 127), 2)].every(Number.isFinite)).toBe(true);
    expect(int8.isSurelyFinite(raw(2 ** 121, 0x80, 127), 2)).toBe(false);
    const values = new Array(300).fill(1);
    expect(int8.isSurelyFinite(coded(values), 300)).toBe(true);
    values[299] = Number.NaN; // in the second block
    expect(int8.isSurelyFinite(coded(values), 300)).toBe(false);
  });

  test("decodes each value of blocks whose length is no multiple of four", () => {
    const values = Array.from({ length: 259 }, (_, i) => (i < 256 ? i - 128 || 127 : 100 * (i - 255)));
    values[0] = -127;
    const steps = [1, 300 / 127];
    for (const [i, value] of roundTrip(values).entries())
      expect(Math.abs(value - values[i])).toBeLessThanOrEqual(steps[Math.floor(i / 256)] / 2);
  });

  test("reads every byte as a signed integer, −128 and a negative scale included", () => {
    const integers = Array.from({ length: 256 }, (_, byte) => byte);
    const back = [...int8.decode(raw(-0.5, ...integers), 256)];
    expect(back).toEqual(integers.map((byte) => -0.5 * (byte < 128 ? byte : byte - 256) || -0));
  });

  test("reads and writes at any offset, and nothing beside it", () => {
    const bytes = new Uint8Array(10).fill(7);
    int8.encode(Float32Array.of(127, -1, 3), bytes, 1);
    expect([bytes[0], bytes[8], bytes[9]]).toEqual([7, 7, 7]);
    expect([...int8.decode(bytes.subarray(1, 8), 3)]).toEqual([127, -1, 3]);
  });

  test("overwrites what was in the bytes, for zeros and for a vector that is not finite too", () => {
    for (const value of [0, Number.NaN]) {
      const bytes = new Uint8Array(5).fill(0xff);
      int8.encode(Float32Array.of(value), bytes, 0);
      expect(bytes[4]).toBe(0);
    }
  });

  test("decodes into memory that is given", () => {
    const into = new Float32Array(2);
    expect(int8.decode(coded([127, -2]), 2, into)).toBe(into);
    expect([...into]).toEqual([127, -2]);
  });
});
