import { describe, expect, test } from "vitest";
import { eventFile } from "./eventFile";

/** The same CRC bit by bit, with the polynomial as it is printed, 1EDC6F41, and the highest bit first. */
function crcByBits(bytes: Uint8Array): number {
  const reversed = (value: number, bits: number) =>
    Number.parseInt([...value.toString(2).padStart(bits, "0")].reverse().join(""), 2);
  let register = 0xffffffffn;
  for (const byte of bytes) {
    register ^= BigInt(reversed(byte, 8)) << 24n;
    for (let bit = 0; bit < 8; bit++) {
      const carries = register & 0x80000000n;
      register = ((register << 1n) & 0xffffffffn) ^ (carries ? 0x1edc6f41n : 0n);
    }
  }
  return (reversed(Number(register), 32) ^ 0xffffffff) >>> 0;
}

/** The data of each record, whose lengths and CRCs must be right. */
function recordsIn(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const found: Uint8Array[] = [];
  const check = (from: number, to: number) => {
    const crc = crcByBits(file.subarray(from, to));
    const masked = (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
    expect(view.getUint32(to, true)).toBe(masked);
  };
  for (let at = 0; at < file.length; ) {
    const length = Number(view.getBigUint64(at, true));
    check(at, at + 8);
    check(at + 12, at + 12 + length);
    found.push(file.subarray(at + 12, at + 12 + length));
    at += 16 + length;
  }
  return found;
}

/** A protobuf message's fields by number: varints and the bytes of all others. */
function fieldsIn(message: Uint8Array): Record<number, number | Uint8Array> {
  const fields: Record<number, number | Uint8Array> = {};
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = message[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  const bytes = (length: number) => {
    at += length;
    return message.slice(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const type = key % 8;
    const field = (key - type) / 8;
    if (type === 0) fields[field] = varint();
    else if (type === 1) fields[field] = bytes(8);
    else if (type === 2) fields[field] = bytes(varint());
    else if (type === 5) fields[field] = bytes(4);
    else throw new Error(`wire type ${type}`);
  }
  expect(at).toBe(message.length);
  return fields;
}

const bytesOf = (field: number | Uint8Array | undefined) => {
  if (!(field instanceof Uint8Array)) throw new Error(`not bytes: ${field}`);
  return field;
};
const textOf = (field: number | Uint8Array | undefined) => new TextDecoder().decode(bytesOf(field));
const viewOf = (field: number | Uint8Array | undefined) => new DataView(bytesOf(field).buffer);

describe("eventFile", () => {
  const scalars = [
    { tag: "accuracy/test", step: 0, wallTime: 1.5, value: 0.25 },
    { tag: "η", step: 300, wallTime: 2.5, value: -3 }, // 300 takes two bytes
    { tag: "long ".repeat(40), step: 999_999, wallTime: 0, value: 0.1 },
  ];

  test("begins with the format's version, then has an event for each scalar", () => {
    const [version, ...events] = recordsIn(eventFile(scalars)).map(fieldsIn);
    expect(textOf(version[3])).toBe("brain.Event:2");
    const read = events.map((event) => {
      const value = fieldsIn(bytesOf(fieldsIn(bytesOf(event[5]))[1]));
      return {
        tag: textOf(value[1]),
        step: event[2],
        wallTime: viewOf(event[1]).getFloat64(0, true),
        value: viewOf(value[2]).getFloat32(0, true),
      };
    });
    expect(read).toEqual([...scalars.slice(0, 2), { ...scalars[2], value: Math.fround(0.1) }]);
  });
});
