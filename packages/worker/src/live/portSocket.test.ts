import { MessageChannel } from "node:worker_threads";
import { afterEach, describe, expect, test } from "vitest";
import { acceptPort, ClientPortSocket, type Port, type PortSocket } from "./portSocket";

const open: Port[] = [];
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

/** A client, and what the room's side has seen of it. */
function connected() {
  const { port1, port2 } = new MessageChannel() as unknown as { port1: Port; port2: Port };
  open.push(port1);
  const sockets: PortSocket[] = [];
  acceptPort(port2, (socket) => sockets.push(socket));
  const client = new ClientPortSocket(port1);
  return { client: client.connect(), sockets };
}

const there = (sockets: readonly PortSocket[], count = 1) =>
  expect.poll(() => sockets.length, { interval: 1 }).toBe(count);

describe("a socket over a port", () => {
  test("tells its client that it is connected, and carries events with bytes both ways, in order", async () => {
    const { client, sockets } = connected();
    let connections = 0;
    client.on("connect", () => connections++);
    const heard: unknown[] = [];
    client.on("round:open", (task, bytes) => heard.push([task, bytes]));
    await there(sockets);
    expect(connections).toBe(1);
    const [room] = sockets;
    room
      .emit("round:open", { round: 1 }, Uint8Array.of(1, 2))
      .emit("round:open", { round: 2 }, new Uint8Array());
    await expect
      .poll(() => heard)
      .toEqual([
        [{ round: 1 }, Uint8Array.of(1, 2)],
        [{ round: 2 }, new Uint8Array()],
      ]);
    const any: unknown[] = [];
    room.onAny((...args) => any.push(args));
    client.emit("worker:leave", { why: "done" });
    await expect.poll(() => any).toEqual([["worker:leave", { why: "done" }]]);
  });

  test("answers each request, in any order", async () => {
    const { client, sockets } = connected();
    await there(sockets);
    const acks: ((answer: unknown) => void)[] = [];
    sockets[0].on("ask", (_what, ack) => acks.push(ack));
    const answers = [client.emitWithAck("ask", 1), client.timeout(9_000).emitWithAck("ask", 2)];
    await expect.poll(() => acks.length).toBe(2);
    acks[1]("second");
    acks[0]("first");
    expect(await Promise.all(answers)).toEqual(["first", "second"]);
    const called = new Promise((resolve) =>
      client.timeout(9_000).emit("ask", 3, (...all: unknown[]) => resolve(all)),
    );
    await expect.poll(() => acks.length).toBe(3);
    acks[2]("third");
    expect(await called).toEqual([null, "third"]);
  });

  test("says that no answer came in time", async () => {
    const { client } = connected();
    await expect(client.timeout(1).emitWithAck("ask")).rejects.toThrow("timed out");
    const missing = await new Promise((resolve) => client.timeout(1).emit("ask", resolve));
    expect(missing).toBeInstanceOf(Error);
  });

  test("tells the other side that it closed, sends nothing then, and may connect again as a new socket", async () => {
    const { client, sockets } = connected();
    await there(sockets);
    let gone = 0;
    sockets[0].on("disconnect", () => gone++);
    client.disconnect();
    await expect.poll(() => gone).toBe(1);
    expect(sockets[0].connected).toBe(false);
    await expect(client.timeout(5).emitWithAck("ask")).rejects.toThrow("timed out");

    client.connect();
    await there(sockets, 2);
    expect(sockets[1].id).not.toBe(sockets[0].id);
    let left = 0;
    client.on("disconnect", () => left++);
    sockets[1].disconnect();
    await expect.poll(() => left).toBe(1);
    expect(client.connected).toBe(false);
  });

  test("a message of an earlier connection does not reach the next", async () => {
    const { client, sockets } = connected();
    await there(sockets);
    sockets[0].on("ask", (ack) => setTimeout(() => ack("late"), 5));
    const heard: unknown[] = [];
    client.emit("ask", (answer: unknown) => heard.push(answer));
    await new Promise((resolve) => setTimeout(resolve, 0));
    client.disconnect();
    client.connect();
    await there(sockets, 2);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toEqual([]);
  });
});
