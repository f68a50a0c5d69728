/** One peer takes every place that its address has, and others of that address, such as a class behind one router, still get in. */
import { once } from "node:events";
import { connect } from "node:net";
import { type Answer, LIMITS, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { type Socket as ClientSocket, io } from "socket.io-client";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
beforeEach(async () => {
  local = await startLocalCoordinator({ rounds: 1000, workers: 2 }, undefined, [], { isOwn: () => false });
});
afterEach(() => local.close());

/** So many open TCP connections that say nothing; `closed` counts those that the coordinator has closed. */
async function silentWires(count: number): Promise<{ closed(): number }> {
  let closed = 0;
  const { hostname, port } = new URL(local.url);
  const opened = Array.from({ length: count }, async () => {
    const wire = connect(Number(port), hostname);
    wire.on("error", () => {}).once("close", () => closed++);
    onTestFinished(() => void wire.destroy());
    await once(wire, "connect");
  });
  await Promise.all(opened);
  return { closed: () => closed };
}

test("silent TCP connections give way to workers and a dashboard, and those that are there train on", async () => {
  const first = await local.worker();
  const lost: string[] = [];
  first.socket.on("disconnect", (why) => lost.push(why));
  const silent = await silentWires(LIMITS.wiresPerAddress.most);
  const second = await local.worker({ transports: ["polling"] });
  const dashboard = await local.dashboard();
  expect(await dashboard.emitWithAck("run:start")).toEqual({ ok: true });
  await expect
    .poll(() => Math.min(first.closed.length, second.closed.length), { timeout: 20_000 })
    .toBeGreaterThan(0);
  expect(lost).toEqual([]);
  expect(silent.closed()).toBeGreaterThan(0);
});

/** A client that says what it likes, on a connection of its own. */
function peer(namespace: "/worker" | "/dashboard") {
  const socket: ClientSocket = io(`${local.url}${namespace}`, {
    transports: ["websocket"],
    forceNew: true,
    reconnection: false,
  });
  onTestFinished(() => void socket.disconnect());
  return {
    socket,
    ask: (event: string, asked?: object): Promise<Answer> => socket.emitWithAck(event, asked),
  };
}

test("a peer that knows the room's code and takes every connection shuts out no worker and no dashboard with the key", async () => {
  const seats = LIMITS.seatsPerAddress.most - 1;
  const named = { protocol: PROTOCOL_VERSION, room: local.room };
  const watchers = await Promise.all(
    Array.from({ length: LIMITS.connectionsPerAddress.most - seats }, async () => {
      const { socket, ask } = peer("/dashboard");
      return { socket, answer: await ask("room:watch", named) };
    }),
  );
  const watching = watchers.filter(({ answer }) => answer.ok);
  expect(watching).toHaveLength(LIMITS.watchersPerAddress.most);
  expect(watchers.find(({ answer }) => !answer.ok)?.answer).toMatchObject({ code: "too-many" });
  // those that have left keep their connection, and give way
  const left = await Promise.all(
    Array.from({ length: seats }, async () => {
      const { socket, ask } = peer("/worker");
      expect(await ask("worker:join", { ...named, backend: "x" })).toMatchObject({ ok: true });
      expect(await ask("worker:leave")).toEqual({ ok: true });
      return socket;
    }),
  );
  expect(left.every(({ connected }) => connected)).toBe(true);
  await local.worker();
  const teachers = [];
  for (let i = 0; i < 3; i++) teachers.push(await local.dashboard());
  expect(await teachers[0].emitWithAck("run:step")).toEqual({ ok: true });
  expect(watching.every(({ socket }) => socket.connected)).toBe(true);
  watching[0].socket.disconnect();
  await expect.poll(async () => (await peer("/dashboard").ask("room:watch", named)).ok).toBe(true);
});
