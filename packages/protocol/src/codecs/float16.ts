/**
 * Half of float32's bytes: a float32 scale s = max |v|, then d IEEE 754 halves of v/s, all little-endian.
 *
 *   |decoded − v| ≤ 2⁻¹¹·|v| + 2⁻²⁵·s + 2⁻¹⁵⁰
 *
 * where 2⁻²⁵·s counts for values below 2⁻¹⁴·s, and 2⁻¹⁵⁰, half of float32's smallest step, for values below 2⁻¹²⁶.
 * Written in integer and double arithmetic, since Node 20 and many browsers have no Float16Array.
 */
import { defineCodec } from "./defineCodec";

const SCALE_BYTES = 4;
/** A half's exponent is biased by 15, a float32's by 127; a half has 13 bits less after the point. */
const BIAS_DIFFERENCE = 127 - 15;
const LOST_BITS = 13;
/** Biased float32 exponent of 2⁻¹⁴, the smallest normal half. */
const SMALLEST_NORMAL = 127 - 14;
/** Distance of neighbouring halves below 2⁻¹⁴. */
const SUBNORMAL_STEP = 2 ** -24;

/** Adding and subtracting 1.5·2⁵²·u rounds a small double to a multiple of u, ties to even. */
const rounderTo = (u: number) => 1.5 * 2 ** 52 * u;
/** By biased float32 exponent: rounds a value of that size to the neighbouring halves there. */
const ROUNDERS = Float64Array.from({ length: 129 }, (_, exponent) =>
  rounderTo(exponent < SMALLEST_NORMAL ? SUBNORMAL_STEP : 2 ** (exponent - 127 - 10)),
);

// one float32 seen as a number and as its bits, in the host's byte order both times
const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

export const float16 = defineCodec({
  codec: "float16",
  name: "16-bit floats with a scale",
  shortName: "float16",
  sentence:
    "Sends each value in two bytes, as a half-precision share of the vector's largest: three digits are kept.",
  layout:
    "the scale s = max |v| as float32, then d float16 values v/s, rounded to nearest, ties to even; s = 0 for a vector of zeros; read a value as s times its half",
  bytes: (d) => SCALE_BYTES + 2 * d,
  encode(vector, bytes, offset) {
    const scale = largestMagnitude(vector);
    new DataView(bytes.buffer, bytes.byteOffset + offset, SCALE_BYTES).setFloat32(0, scale, true);
    let at = offset + SCALE_BYTES;
    if (!Number.isFinite(scale)) {
      bytes.fill(0, at, at + 2 * vector.length); // the scale alone makes the decoded vector not finite
      return;
    }
    const divisor = scale === 0 ? 1 : scale; // keeps the sign of zeros
    for (let i = 0; i < vector.length; i++, at += 2) {
      const half = halfOf(vector[i] / divisor);
      bytes[at] = half;
      bytes[at + 1] = half >>> 8;
    }
  },
  decode(bytes, d, into = new Float32Array(d)) {
    const scale = new DataView(bytes.buffer, bytes.byteOffset, SCALE_BYTES).getFloat32(0, true);
    values ??= valuesOfHalves();
    // the product has at most 35 bits, so it is rounded once, when it is stored
    for (let i = 0, at = SCALE_BYTES; i < d; i++, at += 2) {
      into[i] = values[bytes[at] | (bytes[at + 1] << 8)] * scale;
    }
    return into;
  },
});

/** NaN where one value is. */
function largestMagnitude(vector: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < vector.length; i++) largest = Math.max(largest, Math.abs(vector[i]));
  return largest;
}

/**
 * The bits of the half nearest to x, |x| ≤ 1, of two equally near ones the even one. A quotient of two float32 values is never so
 * near to the middle between two halves that the double nearest to it would be on the other side.
 */
function halfOf(x: number): number {
  single[0] = x;
  const sign = (bits[0] >>> 16) & 0x8000;
  const exponent = (bits[0] >>> 23) & 0xff;
  const rounder = ROUNDERS[exponent];
  const rounded = x + rounder - rounder;
  if (exponent < SMALLEST_NORMAL) return sign | (Math.abs(rounded) / SUBNORMAL_STEP);
  single[0] = rounded; // exact: it has at most 11 bits
  return sign | (((bits[0] & 0x7fffffff) - (BIAS_DIFFERENCE << 23)) >>> LOST_BITS);
}

/** [65536], by a half's bits: made when a vector is first decoded. A table took half the time of arithmetic. */
let values: Float32Array | undefined;

function valuesOfHalves(): Float32Array {
  return Float32Array.from({ length: 2 ** 16 }, (_, half) => {
    const sign = (half & 0x8000) === 0 ? 1 : -1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) return sign * fraction * SUBNORMAL_STEP;
    if (exponent < 31) return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
    return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN; // our encoder writes neither
  });
}
