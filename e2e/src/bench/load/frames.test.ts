import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { clientFrame, FrameReader, OPCODES } from "./frames";

const MASK = Uint8Array.of(1, 2, 3, 4);
/** A server's frame: the client's without its mask. */
function serverFrame(opcode: number, payload: Uint8Array): Buffer {
  const zero = clientFrame(opcode, payload, new Uint8Array(4));
  const start = zero.length - payload.length - 4;
  zero[1] &= 0x7f;
  return Buffer.concat([zero.subarray(0, start), zero.subarray(start + 4)]);
}

test.each([[0], [125], [126], [65_535], [65_536]])("a server reads a frame of %d bytes", async (length) => {
  const server = new WebSocketServer({ port: 0 });
  await once(server, "listening");
  const arrived = once(server, "connection").then(([connection]) => once(connection, "message"));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  try {
    const [{ socket }] = await once(client, "upgrade");
    const payload = Uint8Array.from({ length }, (_, i) => i % 251);
    socket.write(clientFrame(OPCODES.binary, payload, MASK));
    const [message, isBinary] = await arrived;
    expect(isBinary).toBe(true);
    expect(message.equals(payload)).toBe(true);
  } finally {
    client.terminate();
    server.close();
  }
});

test("FrameReader reads messages wherever the chunks are cut", () => {
  const long = "ä".repeat(40_000); // 80,000 bytes
  const stream = Buffer.concat([
    serverFrame(OPCODES.text, Buffer.from("a")),
    serverFrame(OPCODES.text, Buffer.alloc(0)),
    serverFrame(OPCODES.binary, new Uint8Array(300)),
    serverFrame(OPCODES.text, Buffer.from(long)),
    serverFrame(OPCODES.ping, Buffer.alloc(0)),
  ]);
  for (const size of [1, 2, 3, 7, 1_000, stream.length]) {
    const messages: [number, string][] = [];
    const reader = new FrameReader((opcode, text) => messages.push([opcode, text]));
    for (let at = 0; at < stream.length; at += size) reader.push(stream.subarray(at, at + size));
    expect(messages).toEqual([
      [1, "a"],
      [1, ""],
      [2, ""],
      [1, long],
      [9, ""],
    ]);
  }
});

test("FrameReader refuses a message in parts", () => {
  const part = serverFrame(OPCODES.text, Buffer.from("a"));
  part[0] &= 0x7f;
  expect(() => new FrameReader(() => {}).push(part)).toThrow("in parts");
});
