import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { LIMITS } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { type Connection, ConnectionGuard } from "./connectionGuard";

/** What Engine.IO has of a client whose messages wait in its buffers. */
class Client extends EventEmitter {
  cut = false;
  readonly transport;
  readonly request = {} as IncomingMessage;
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

test("a worker's connection may send long messages until it leaves", () => {
  const guard = new ConnectionGuard(1_000_000);
  const client = new Client("worker");
  const request = { url: "/socket.io/?sid=worker", headers: {} } as IncomingMessage;
  const allowed = () => [client.transport.socket._receiver._maxPayload, guard.longestBody(request)];
  guard.watch(client as unknown as Connection);
  const leave = guard.admit(client as unknown as Connection);
  expect(allowed()).toEqual([1_000_000, 1_000_000]);
  leave();
  expect(allowed()).toEqual(Array(2).fill(LIMITS.textBytes.most));
});

test("a request carries a connection's messages as its WebSocket, until the connection is closed", () => {
  const guard = new ConnectionGuard(1_000_000);
  const client = new Client("s");
  const { socket } = client.transport;
  const direct = Object.assign(client.request, { url: "/socket.io/", websocket: socket });
  guard.watch(client as unknown as Connection);
  const upgraded = { url: "/socket.io/?sid=s", websocket: socket } as unknown as IncomingMessage;
  const repeated = { url: "/socket.io/?sid=s", websocket: {} } as unknown as IncomingMessage;
  const foreign = { url: "/x?sid=s" } as IncomingMessage;
  const carried = () =>
    [direct, upgraded, repeated, foreign].map((each) => guard.carriedBy(each) !== undefined);
  expect(carried()).toEqual([true, true, false, false]);
  client.close();
  expect(carried()).toEqual([false, false, false, false]);
});

test("a request carries a polling connection's messages as its poll, unread answer or message, and no other request does", () => {
  const guard = new ConnectionGuard(1_000_000);
  const requests = ["first", "second", "sends", "other"].map(() => ({ url: "/?sid=p" }) as IncomingMessage);
  const [first, second, sends] = requests;
  const answerTo = (req: IncomingMessage) => Object.assign(new EventEmitter(), { req });
  const transport = { name: "polling", sid: "p", req: null, res: null, dataReq: null } as Record<
    string,
    unknown
  >;
  const client = Object.assign(new EventEmitter(), { transport, request: {} });
  guard.watch(client as unknown as Connection);
  const carrying = () => requests.map((each) => guard.carriedBy(each) !== undefined);
  const res = answerTo(first);
  Object.assign(transport, { req: first, res, dataReq: sends });
  expect(carrying()).toEqual([true, false, true, false]);
  client.emit("flush");
  Object.assign(transport, { req: null, res: null, dataReq: null });
  expect(carrying()).toEqual([true, false, false, false]); // its answer is not read yet
  Object.assign(transport, { req: second, res: answerTo(second) });
  expect(carrying()).toEqual([false, true, false, false]);
  Object.assign(transport, { req: null, res: null });
  res.emit("close");
  expect(carrying()).toEqual([false, false, false, false]);
});
