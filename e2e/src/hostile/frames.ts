/** Frames of WebSocket, right and wrong ones (RFC 6455, section 5.2). Pure. */

export const OPCODES = { more: 0, text: 1, bytes: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  opcode: number;
  payload: Uint8Array | string;
  /** Whether the message ends with it. */
  final?: boolean;
  /** The three bits that no extension uses here. */
  reserved?: number;
  /** Every frame of a client must be. */
  masked?: boolean;
  /** The length that the frame says it has, if it is another one. */
  says?: number;
}

/** The mask is zero, so the payload stands in the frame as it is. */
export function frameBytes({
  opcode,
  payload,
  final = true,
  reserved = 0,
  masked = true,
  says,
}: Frame): Buffer {
  const body = typeof payload === "string" ? Buffer.from(payload) : payload;
  const first = (final ? 0x80 : 0) | ((reserved & 7) << 4) | (opcode & 15);
  const mask = masked ? 0x80 : 0;
  return Buffer.concat([
    Buffer.of(first),
    lengthBytes(says ?? body.byteLength, mask),
    Buffer.alloc(masked ? 4 : 0),
    body,
  ]);
}

function lengthBytes(length: number, mask: number): Buffer {
  if (length < 126) return Buffer.of(mask | length);
  if (length < 2 ** 16) {
    const bytes = Buffer.of(mask | 126, 0, 0);
    bytes.writeUInt16BE(length, 1);
    return bytes;
  }
  const bytes = Buffer.alloc(9);
  bytes[0] = mask | 127;
  bytes.writeBigUInt64BE(BigInt(length), 1);
  return bytes;
}
