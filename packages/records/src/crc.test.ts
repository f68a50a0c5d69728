import { crc32 as zlibCrc } from "node:zlib";
import { describe, expect, test } from "vitest";
import { crc32, crc32c } from "./crc";

const range = (from: number, step: number) => Uint8Array.from({ length: 32 }, (_, i) => from + step * i);
// an iSCSI SCSI read (10) command
const READ =
  "01c0000000000000000000000000000014000000000004000000001400000018280000000000000002000000 00000000";

describe("crc32c", () => {
  test.each([
    ["32 zeros", new Uint8Array(32), 0x8a9136aa],
    ["32 ones", new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ["0 … 31", range(0, 1), 0x46dd794e],
    ["31 … 0", range(31, -1), 0x113fdb5c],
    ["a read command", Uint8Array.from(Buffer.from(READ.replace(" ", ""), "hex")), 0xd9963a56],
  ])("gives RFC 3720's value for %s", (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });
});

test("crc32 gives zlib's value", () => {
  for (const text of ["", "123456789", "a line of a record, η"])
    expect(crc32(new TextEncoder().encode(text))).toBe(zlibCrc(text));
});
