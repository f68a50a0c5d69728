/** WebSocket frames (RFC 6455) of a client: those that it sends are masked, those that it reads are not. Pure. */

export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
export type Opcode = number;

const FINAL = 0x80;
const MASKED = 0x80;
/** A length below this is in the second byte; this says that two bytes follow with it, and one more that eight do. */
const TWO_BYTES = 126;

/**
 * A whole message in one frame. The mask is any four bytes but zeros, which would spare the reader its work. A frame may be
 * sent again and again, so that its bytes are masked once.
 */
export function clientFrame(opcode: Opcode, payload: Uint8Array, mask: Uint8Array): Buffer {
  const head = headOf(opcode, payload.length);
  const frame = Buffer.allocUnsafe(head.length + 4 + payload.length);
  frame.set(head);
  frame.set(mask, head.length);
  const start = head.length + 4;
  for (let i = 0; i < payload.length; i++) frame[start + i] = payload[i] ^ mask[i & 3];
  return frame;
}

function headOf(opcode: Opcode, length: number): Uint8Array {
  if (length < TWO_BYTES) return Uint8Array.of(FINAL | opcode, MASKED | length);
  const isShort = length < 2 ** 16;
  const head = Buffer.alloc(isShort ? 4 : 10);
  head[0] = FINAL | opcode;
  head[1] = MASKED | (isShort ? TWO_BYTES : TWO_BYTES + 1);
  if (isShort) head.writeUInt16BE(length, 2);
  else head.writeBigUInt64BE(BigInt(length), 2);
  return head;
}

/** Reads a server's frames from the chunks that arrive. Of binary messages it keeps nothing. */
export class FrameReader {
  readonly #message: (opcode: Opcode, text: string) => void;
  /** The frame's head, as far as it has arrived. */
  #head: Buffer = Buffer.alloc(0);
  #opcode: Opcode = OPCODES.continuation;
  /** Bytes of the payload that are due; undefined while the head is incomplete. */
  #due: number | undefined;
  #text: Buffer[] = [];

  /** `message` receives each whole message; its text is empty unless it is one of text. */
  constructor(message: (opcode: Opcode, text: string) => void) {
    this.#message = message;
  }

  push(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0 || this.#due === 0) {
      if (this.#due === undefined) {
        rest = this.#readHead(rest);
        continue;
      }
      const part = rest.subarray(0, this.#due);
      if (this.#opcode === OPCODES.text) this.#text.push(part);
      rest = rest.subarray(part.length);
      this.#due -= part.length;
      if (this.#due === 0) this.#end();
    }
  }

  #end(): void {
    const text = this.#text.length === 0 ? "" : Buffer.concat(this.#text).toString("utf8");
    this.#text = [];
    this.#due = undefined;
    this.#message(this.#opcode, text);
  }

  /** Returns what follows the head. */
  #readHead(chunk: Buffer): Buffer {
    const before = this.#head.length;
    const head = before === 0 ? chunk : Buffer.concat([this.#head, chunk]);
    const length = head.length < 2 ? undefined : payloadLength(head);
    if (length === undefined) {
      this.#head = head;
      return chunk.subarray(chunk.length);
    }
    if ((head[0] & FINAL) === 0) throw new Error("FrameReader: the coordinator sent a message in parts");
    this.#head = Buffer.alloc(0);
    this.#opcode = head[0] & 0x0f;
    this.#due = length.payload;
    return chunk.subarray(length.head - before);
  }
}

/** Undefined while bytes of the head are missing. */
function payloadLength(head: Buffer): { head: number; payload: number } | undefined {
  const short = head[1] & 0x7f;
  if (short < TWO_BYTES) return { head: 2, payload: short };
  const size = short === TWO_BYTES ? 4 : 10;
  if (head.length < size) return undefined;
  return { head: size, payload: size === 4 ? head.readUInt16BE(2) : Number(head.readBigUInt64BE(2)) };
}
