/**
 * A quarter of float32's bytes: for each block of 256 values a float32 scale s = max |v| / 127, then all values as
 * integers q, |q| ≤ 127, of which v ≈ q·s. Little-endian.
 *
 * With a random stream, v/s is rounded up with the probability of its fraction, else down (QSGD: Alistarh et al. 2017,
 * arXiv:1610.02132): the mean of many decoded vectors is v, which rounding to the nearest would not give. Without a stream
 * it is rounded to the nearest.
 *
 *   |decoded − v| ≤ s·(1 + 2⁻¹⁴), half of it without a stream; s ≤ max |v| / 127 · (1 + 2⁻²³) + 2⁻¹⁴⁹
 */
import { defineCodec } from "./defineCodec";

const BLOCK = 256;
const MOST = 127;
/** What a byte may hold besides, though no encoder writes it. */
const LEAST = -128;
const SCALE_BYTES = 4;
const LARGEST = 3.4028234663852886e38;
const SMALLEST_NORMAL = 2 ** -126;
const SMALLEST = 2 ** -149;

const blocks = (d: number) => Math.ceil(d / BLOCK);

export const int8 = defineCodec({
  codec: "int8",
  name: "8-bit integers with a scale for each 256",
  shortName: "int8",
  sentence:
    "Sends each value in one byte, as a multiple of its block's largest / 127, rounded up or down at random so that it is right on average.",
  layout:
    "⌈d/256⌉ scales as float32, one for each block of 256 values (the last may be shorter), then d int8 values q; read a value as its block's scale times q, in float32; write s = max |v| / 127 of the block, and q = v/s rounded up with the probability of its fraction, else down; s = 0 for a block of zeros, and NaN or ±∞ for a block with such a value",
  size: "d + 4⌈d/256⌉",
  steps: true,
  bytes: (d) => SCALE_BYTES * blocks(d) + d,
  encode(vector: Float32Array, bytes: Uint8Array, offset: number, uniform?: () => number) {
    const d = vector.length;
    const scales = new DataView(bytes.buffer, bytes.byteOffset + offset, SCALE_BYTES * blocks(d));
    const values = offset + scales.byteLength;
    for (let start = 0, block = 0; start < d; start += BLOCK, block++) {
      const end = Math.min(start + BLOCK, d);
      const scale = scaleFor(largestMagnitude(vector, start, end));
      scales.setFloat32(SCALE_BYTES * block, scale, true);
      if (scale > 0) round(vector, { start, end, scale, bytes, values, uniform });
      else bytes.fill(0, values + start, values + end); // zeros, or a NaN, which the scale tells
    }
  },
  decode(bytes, d, into = new Float32Array(d)) {
    const values = SCALE_BYTES * blocks(d);
    const scales = new DataView(bytes.buffer, bytes.byteOffset, values);
    const integers = new Int8Array(bytes.buffer, bytes.byteOffset + values, d);
    for (let start = 0, block = 0; start < d; start += BLOCK, block++) {
      const end = Math.min(start + BLOCK, d);
      const scale = scales.getFloat32(SCALE_BYTES * block, true);
      // the product has at most 32 bits, so it is rounded once, when it is stored
      let i = start;
      // four at a time took 0.6 of the time, which was most of our own on a coordinator's main thread
      for (; i + 3 < end; i += 4) {
        into[i] = scale * integers[i];
        into[i + 1] = scale * integers[i + 1];
        into[i + 2] = scale * integers[i + 2];
        into[i + 3] = scale * integers[i + 3];
      }
      for (; i < end; i++) into[i] = scale * integers[i];
    }
    return into;
  },
  isSurelyFinite(bytes, d) {
    const scales = new DataView(bytes.buffer, bytes.byteOffset, SCALE_BYTES * blocks(d));
    for (let at = 0; at < scales.byteLength; at += SCALE_BYTES) {
      if (!(Math.abs(scales.getFloat32(at, true)) * -LEAST <= LARGEST)) return false; // also where it is NaN
    }
    return true;
  },
});

/** NaN where one value is NaN. */
function largestMagnitude(vector: Float32Array, start: number, end: number): number {
  let largest = 0;
  for (let i = start; i < end; i++) largest = Math.max(largest, Math.abs(vector[i]));
  return largest;
}

/** A float32 of which 127 make `largest`, as nearly as float32 allows, and never more than float32's largest value. */
function scaleFor(largest: number): number {
  const share = largest / MOST;
  // below 2⁻¹²⁶ the nearest float32 may be 0, or much too small
  if (share < SMALLEST_NORMAL) return Math.ceil(share / SMALLEST) * SMALLEST;
  const scale = Math.fround(share);
  return MOST * scale > LARGEST ? Math.fround(scale * (1 - 2 ** -23)) : scale;
}

interface Rounding {
  start: number;
  end: number;
  scale: number;
  bytes: Uint8Array;
  /** Where the integers begin in `bytes`. */
  values: number;
  uniform: (() => number) | undefined;
}

function round(
  vector: Float32Array,
  { start, end, scale, bytes, values, uniform = () => 0.5 }: Rounding,
): void {
  for (let i = start; i < end; i++) {
    const q = Math.floor(vector[i] / scale + uniform());
    bytes[values + i] = q > MOST ? MOST : q < -MOST ? -MOST : q;
  }
}
