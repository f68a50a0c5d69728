/**
 * TensorBoard's event files. Pure.
 *
 * A file is a sequence of TFRecords: length (uint64), masked CRC of the length, data, masked CRC of the data; all numbers are
 * little-endian. The data of each is a protobuf message `Event`.
 * https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
 * https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/event.proto
 */

import { crc32c } from "../crc";

/** A number of a run. */
export interface Scalar {
  /** The chart that shows it; what stands before a slash is the group of charts. */
  tag: string;
  /** A whole number >= 0. */
  step: number;
  /** Seconds. */
  wallTime: number;
  value: number;
}

/** The bytes of one run's file. */
export function eventFile(scalars: Iterable<Scalar>): Uint8Array {
  return joined([...eventPieces(scalars)]);
}

/** The same in pieces, one for each event. */
export function* eventPieces(scalars: Iterable<Scalar>): Generator<Uint8Array> {
  yield record(message([double(1, 0), bytesField(3, text("brain.Event:2"))]));
  for (const scalar of scalars) yield record(eventOf(scalar));
}

function eventOf({ tag, step, wallTime, value }: Scalar): Uint8Array {
  const summaryValue = message([bytesField(1, text(tag)), float(2, value)]);
  const summary = message([bytesField(1, summaryValue)]);
  return message([double(1, wallTime), integer(2, step), bytesField(5, summary)]);
}

function record(data: Uint8Array): Uint8Array {
  const length = numbers(8, (view) => view.setBigUint64(0, BigInt(data.length), true));
  return joined([length, maskedCrc(length), data, maskedCrc(data)]);
}

function maskedCrc(bytes: Uint8Array): Uint8Array {
  const crc = crc32c(bytes);
  const rotated = (crc >>> 15) | (crc << 17);
  return numbers(4, (view) => view.setUint32(0, (rotated + 0xa282ead8) >>> 0, true));
}

// protobuf: a field is a varint of (number << 3 | wire type), then its value; wire types: 0 varint, 1 64 bits, 2 length and
// bytes, 5 32 bits. https://protobuf.dev/programming-guides/encoding

const message = joined;
const text = (value: string) => new TextEncoder().encode(value);

const integer = (field: number, value: number) => joined([varint(field << 3), varint(value)]);

const double = (field: number, value: number) =>
  joined([varint((field << 3) | 1), numbers(8, (view) => view.setFloat64(0, value, true))]);

const float = (field: number, value: number) =>
  joined([varint((field << 3) | 5), numbers(4, (view) => view.setFloat32(0, value, true))]);

const bytesField = (field: number, value: Uint8Array) =>
  joined([varint((field << 3) | 2), varint(value.length), value]);

/** Seven bits a byte, the lowest first; the highest bit of each byte but the last is set. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = value;
  for (; left >= 0x80; left = Math.floor(left / 0x80)) bytes.push((left % 0x80) | 0x80);
  return Uint8Array.of(...bytes, left);
}

function numbers(length: number, write: (view: DataView) => void): Uint8Array {
  const bytes = new Uint8Array(length);
  write(new DataView(bytes.buffer));
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
