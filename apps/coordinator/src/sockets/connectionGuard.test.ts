import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { type Connection, ConnectionGuard } from "./connectionGuard";

/** What Engine.IO has of a client whose messages wait in its buffers. */
class Client extends EventEmitter {
  cut = false;
  readonly transport;
  constructor(sid: string) {
    super();
    const socket = { bufferedAmount: 0, terminate: () => {}, _receiver: { _maxPayload: 0 } };
    this.transport = { name: "websocket", sid, socket };
  }
  send(bytes: number): void {
    this.emit("packetCreate", { data: new Uint8Array(bytes) });
  }
  close(): void {
    this.cut = true;
    this.emit("close");
  }
}

test("past the limit of all, those for whom most bytes wait are cut, and no worker of a room", async () => {
  const guard = new ConnectionGuard(1_000_000, { unsentInAll: 1_000 });
  const [worker, most, much, little, reader] = ["worker", "most", "much", "little", "reader"].map((sid) => {
    const client = new Client(sid);
    guard.watch(client as unknown as Connection);
    return client;
  });
  guard.admit(worker as unknown as Connection);
  worker.send(50_000);
  most.send(600);
  much.send(300);
  little.send(100);
  reader.send(5_000);
  reader.emit("flush");
  await new Promise(setImmediate);
  expect([worker, most, much, little, reader].map(({ cut }) => cut)).toEqual(Array(5).fill(false));
  little.send(1);
  await new Promise(setImmediate);
  expect([worker, most, much, little, reader].map(({ cut }) => cut)).toEqual([
    false,
    true,
    false,
    false,
    false,
  ]);
  expect(guard.whyCut(most as unknown as Connection)).toMatchObject({ code: "too-large" });
});
