import { describe, expect, test } from "vitest";
import { float16 } from "./float16";

const coded = (...values: number[]) => {
  const bytes = new Uint8Array(float16.bytes(values.length));
  float16.encode(Float32Array.from(values), bytes, 0);
  return bytes;
};
const decoded = (bytes: Uint8Array) => [...float16.decode(bytes, (bytes.length - 4) / 2)];
const roundTrip = (...values: number[]) => decoded(coded(...values));
/** A scale and halves as any client might send them. */
const raw = (scale: number, ...halves: number[]) => {
  const bytes = new Uint8Array(4 + 2 * halves.length);
  const view = new DataView(bytes.buffer);
  view.setFloat32(0, scale, true);
  halves.forEach((half, i) => {
    view.setUint16(4 + 2 * i, half, true);
  });
  return bytes;
};
/** A half's value from a float32 with the same bits in its own places, whose exponent is biased by 112 more. */
function valueOfHalf(half: number): number {
  const magnitude = half & 0x7fff;
  const view = new DataView(new ArrayBuffer(4));
  view.setUint32(0, ((half & 0x8000) << 16) | (magnitude << 13));
  const value = view.getFloat32(0) * 2 ** 112;
  if (magnitude < 0x7c00) return value;
  return magnitude > 0x7c00 ? Number.NaN : value * Number.POSITIVE_INFINITY;
}
const HALVES = Array.from({ length: 0x10000 }, (_, half) => half);
/** Every half from 0 to 1, in the order of their values. */
const UNIT_HALVES = HALVES.slice(0, 0x3c00 + 1);

describe("float16", () => {
  test("writes a float32 scale and then the halves, all with the lowest byte first", () => {
    // scale 4 = 0x40800000; 4/4 = 1 = 0x3c00, −1/4 = −2⁻² = 0xb400, 0 = 0x0000
    expect([...coded(4, -1, 0)]).toEqual([0, 0, 0x80, 0x40, 0x00, 0x3c, 0x00, 0xb4, 0, 0]);
    expect(float16.bytes(3)).toBe(10);
  });

  test("decodes each of the 65,536 halves to its IEEE value times the scale", () => {
    const values = decoded(raw(0.5, ...HALVES));
    expect(HALVES.filter((half) => !Object.is(values[half], 0.5 * valueOfHalf(half)))).toEqual([]);
  });

  test("gives every half from −1 to 1 back as it is, subnormal ones and both zeros included", () => {
    const all = [...UNIT_HALVES, ...UNIT_HALVES.map((half) => half | 0x8000)];
    const bytes = coded(...all.map(valueOfHalf));
    expect([...new Uint16Array(bytes.buffer.slice(4))]).toEqual(all);
  });

  test("rounds to the nearest half, and of two equally near ones to the even", () => {
    // the scale stays 1, so the quotient is the value; neighbouring halves share 12 bits or fewer with their middle
    const wrong = UNIT_HALVES.slice(1).filter((upper) => {
      const lower = upper - 1;
      const middle = (valueOfHalf(lower) + valueOfHalf(upper)) / 2;
      const [, low, tie, high] = new Uint16Array(
        coded(1, middle * (1 - 2 ** -23), middle, middle * (1 + 2 ** -22)).buffer.slice(4),
      );
      return low !== lower || tie !== (lower % 2 === 0 ? lower : upper) || high !== upper;
    });
    expect(wrong).toEqual([]);
  });

  test("errs by at most 2⁻¹¹·|v| + 2⁻²⁵·s, over normal and tiny values", () => {
    for (const scale of [1, 3e-5, 7e30, 1.5e-38]) {
      // multiples of the golden ratio, modulo 1, spread evenly over 30 powers of two
      const values = Array.from({ length: 20_000 }, (_, i) => {
        const size = 2 ** (-30 * ((i * 0.6180339887498949) % 1));
        return Math.fround(scale * size * (i % 2 === 0 ? 1 : -1));
      });
      const largest = Math.max(...values.map(Math.abs));
      const back = roundTrip(...values);
      const wrong = values.filter(
        (v, i) => Math.abs(back[i] - v) > 2 ** -11 * Math.abs(v) + 2 ** -25 * largest + 2 ** -150,
      );
      expect(wrong).toEqual([]);
    }
  });

  test("keeps the largest value exactly, at both ends of float32", () => {
    expect(roundTrip(-3.4028234663852886e38, 0)).toEqual([-3.4028234663852886e38, 0]);
    const smallest = 2 ** -149;
    // 1/3 and 2/3 of the scale, rounded to float32's smallest step
    expect(roundTrip(3 * smallest, smallest, -2 * smallest)).toEqual([3 * smallest, smallest, -2 * smallest]);
  });

  test("keeps a vector of zeros exactly, with its signs", () => {
    const back = roundTrip(0, -0);
    expect(Object.is(back[0], 0) && Object.is(back[1], -0)).toBe(true);
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]])(
    "a vector with %d has a value that is not finite when decoded, and no plausible one",
    (value) => {
      for (const values of [[1, value, 2], [value], [0, value], [value, value]]) {
        expect(roundTrip(...values).some(Number.isFinite)).toBe(false);
      }
    },
  );

  test.each([
    ["an infinite half", raw(1, 0x3c00, 0x7c00)],
    ["a NaN half", raw(1, 0x7e01, 0)],
    ["a NaN half with a scale of 0", raw(0, 0x7e01, 0)],
    ["an infinite half with a scale of 0", raw(0, 0xfc00, 0)],
    ["a NaN scale", raw(Number.NaN, 0, 0)],
    ["an infinite scale", raw(Number.NEGATIVE_INFINITY, 0x3c00, 0)],
    ["halves above 1 that leave float32's range", raw(3e38, 0x7bff, 0)],
  ])("%s decodes to a vector that is not finite", (_, bytes) => {
    expect(decoded(bytes).every(Number.isFinite)).toBe(false);
  });

  test("reads and writes at any offset, and nothing beside it", () => {
    const bytes = new Uint8Array(13).fill(7);
    float16.encode(Float32Array.of(2, -1, 0.5), bytes, 1);
    expect([bytes[0], bytes[11], bytes[12]]).toEqual([7, 7, 7]);
    expect([...float16.decode(bytes.subarray(1, 11), 3)]).toEqual([2, -1, 0.5]);
  });

  test("overwrites what was in the bytes, for a vector that is not finite too", () => {
    const bytes = new Uint8Array(6).fill(0xff);
    float16.encode(Float32Array.of(Number.POSITIVE_INFINITY), bytes, 0);
    expect([...bytes]).toEqual([0, 0, 0x80, 0x7f, 0, 0]);
  });

  test("decodes into memory that is given", () => {
    const into = new Float32Array(2);
    expect(float16.decode(coded(1, -0.25), 2, into)).toBe(into);
    expect([...into]).toEqual([1, -0.25]);
  });
});
