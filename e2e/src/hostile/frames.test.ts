import { describe, expect, test } from "vitest";
import { frameBytes, OPCODES } from "./frames";

describe("frameBytes", () => {
  test("has the bits, the length and the mask of RFC 6455", () => {
    // 0x80 | text; mask bit | 2 bytes; four zeros of mask
    expect([...frameBytes({ opcode: OPCODES.text, payload: "hi" })]).toEqual([
      0x81, 0x82, 0, 0, 0, 0, 104, 105,
    ]);
    // not final, first reserved bit, close, not masked
    const odd = { opcode: OPCODES.close, payload: "", final: false, reserved: 4, masked: false };
    expect([...frameBytes(odd)]).toEqual([0x48, 0]);
  });

  test("writes long lengths in two and in eight bytes, and says another one when asked", () => {
    const head = (says: number) => [
      ...frameBytes({ opcode: OPCODES.bytes, payload: "", masked: false, says }),
    ];
    expect(head(126)).toEqual([0x82, 126, 0, 126]);
    expect(head(65_535)).toEqual([0x82, 126, 255, 255]);
    expect(head(65_536)).toEqual([0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]);
  });
});
