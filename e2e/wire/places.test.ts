/** One peer takes every place that its address has, and others of that address, such as a class behind one router, still get in. */
import { once } from "node:events";
import { connect } from "node:net";
import { type Answer, LIMITS, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { type Socket as ClientSocket, io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";
import { frameBytes, OPCODES } from "../src/hostile/frames";
import { upgradeRequest } from "../src/networks/upgradeRequest";

let local: LocalCoordinator;
beforeEach(async () => {
  local = await startLocalCoordinator({ rounds: 1000, workers: 2 }, undefined, [], { isOwn: () => false });
});
afterEach(() => local.close());

/**
 * As many open TCP connections as an address may have. Each sends the texts in turn, each after an answer to the one before,
 * and waits for the last answer; it never closes. `closed` counts those that the coordinator has closed.
 */
async function wires(...texts: (string | Buffer)[]): Promise<{ closed(): number }> {
  let closed = 0;
  const { hostname, port } = new URL(local.url);
  const opened = Array.from({ length: LIMITS.wiresPerAddress.most }, async () => {
    const wire = connect(Number(port), hostname);
    wire.on("error", () => {}).once("close", () => closed++);
    onTestFinished(() => void wire.destroy());
    await once(wire, "connect");
    for (const text of texts) {
      if (wire.closed) return;
      wire.write(text);
      await new Promise((resolve) => wire.once("data", resolve).once("close", resolve));
    }
  });
  await Promise.all(opened);
  return { closed: () => closed };
}

/** A request that makes a WebSocket of a wire; what follows it is the WebSocket's. */
function upgrade(path?: string): string {
  const { hostname, port } = new URL(local.url);
  return upgradeRequest(hostname, port, path);
}

test("silent TCP connections give way to workers and a dashboard, and those that are there train on", async () => {
  const first = await local.worker();
  const lost: string[] = [];
  first.socket.on("disconnect", (why) => lost.push(why));
  const silent = await wires();
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

test("WebSockets whose connection is closed, and whose peer does not close them, give way", async () => {
  const ping = frameBytes({ opcode: OPCODES.text, payload: "2" }); // Engine.IO closes the connection of a client that sends one
  const held = await wires(upgrade(), ping);
  expect(held.closed()).toBe(0);
  await local.worker();
  await local.dashboard();
});

describe("a watcher's session that other wires name", () => {
  const REPEATED = "/socket.io/?EIO=4&transport=websocket&sid=";
  test.each([
    {
      what: "on another path, after an answer,",
      before: ["GET /nothing HTTP/1.1\r\nhost: a\r\n\r\n"],
      path: "/x?sid=",
    },
    { what: "to upgrade it again", before: [], path: REPEATED },
  ])("$what gives them no place", async ({ before, path }) => {
    const { socket, ask } = peer("/dashboard");
    const answer = await ask("room:watch", { protocol: PROTOCOL_VERSION, room: local.room });
    expect(answer.ok).toBe(true);
    await wires(...before, upgrade(`${path}${socket.io.engine.id}`));
    await local.worker();
    await local.dashboard();
    expect(socket.connected).toBe(true);
  });
});
