/** One peer must not stop a class: long messages, many requests, and answers that nobody reads, on real sockets. */
import { collectGarbage } from "@honest-majority/coordinator/garbage/collectGarbage";
import { LIMITS, PROTOCOL_VERSION, type RoundRecord } from "@honest-majority/protocol";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Dashboard, type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";
import { openPollingPeer } from "../src/hostile/pollingPeer";
import { pipelined } from "../src/hostile/rawHttp";
import { openRawSocket } from "../src/hostile/rawSocket";
import { type AnySocket, anySocket, repeat } from "../src/hostile/spam";

/** Their records are longer than one answer may be. */
const ROUNDS = 150;

let local: LocalCoordinator;
beforeEach(async () => {
  local = await startLocalCoordinator({ rounds: 1000, workers: 4 });
});
afterEach(() => local.close());

/** The coordinator goes on: a dashboard is answered, and a round closes. */
async function expectToGoOn() {
  const dashboard = await local.dashboard();
  const closed = new Promise((resolve) => dashboard.once("round:closed", resolve));
  expect(await dashboard.emitWithAck("run:step")).toEqual({ ok: true });
  await closed;
}

describe("a peer that does not read", () => {
  /** With the teacher's key: others get their answers at a limited pace. */
  const watch = (id: number) =>
    `42/dashboard,${id}["room:watch",{"protocol":${PROTOCOL_VERSION},"token":"${local.coordinator.instructorToken}"}]`;
  /** The answers to `room:watch` are long when many workers are here. */
  async function crowded() {
    const join = { backendNote: "x".repeat(300) };
    for (let i = 0; i < 30; i++) await local.worker({ join });
  }

  test("is cut when some megabytes wait for it, on a WebSocket that goes on to answer pings", async () => {
    await crowded();
    const socket = await openRawSocket(local.url, "/dashboard");
    socket.stopReading();
    let open = true;
    void socket.closed.then(() => {
      open = false;
    });
    for (let i = 0; open && i < 20_000; i++) {
      socket.send(watch(i));
      if (i % 4 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await socket.closed;
    await expectToGoOn();
  });

  test("is cut when it polls, asks and never fetches", async () => {
    await crowded();
    const peer = await openPollingPeer(local.url, "/dashboard");
    let status = 200;
    for (let i = 0; status === 200 && i < 5_000; i++) ({ status } = await peer.send(watch(i)));
    expect(status).toBe(400); // the session is unknown
    await expectToGoOn();
  });
});

describe("a long message", () => {
  const long = "e".repeat(LIMITS.textBytes.most);

  test("ends the connection of a dashboard, and is not echoed", async () => {
    const socket = await openRawSocket(local.url, "/dashboard");
    const before = socket.received.length;
    socket.send(`42/dashboard,["${long}",1]`);
    await socket.closed;
    expect(socket.received.length - before).toBeLessThan(200);
  });

  test("ends the connection of a worker that may send long updates, and the next join says why", async () => {
    const worker = await local.worker();
    const gone = new Promise((resolve) => worker.socket.once("disconnect", resolve));
    worker.socket.io.reconnection(false);
    (worker.socket as AnySocket).emit(long, 1);
    await gone;
    const back = await local.worker({ join: { token: worker.joined.worker.token } });
    expect(back.joined.lastRefusal).toMatchObject({
      code: "too-large",
      detail: expect.stringContaining(`${LIMITS.textBytes.most}`),
    });
  });

  test("is refused in a sentence with status 413 when polling", async () => {
    const peer = await openPollingPeer(local.url, "/dashboard");
    const { status, body } = await peer.send(`42/dashboard,["${long}",1]`);
    expect(status).toBe(413);
    expect(JSON.parse(body)).toMatchObject({
      code: "too-large",
      detail: expect.stringContaining("a message may have at most"),
    });
  });

  test("below the limit, with a name that nobody knows, is refused with forty characters of it", async () => {
    const socket = anySocket(local.url, "/dashboard");
    const refused = new Promise<object>((resolve) =>
      (socket as unknown as Dashboard).once("refused", resolve),
    );
    socket.emit("e".repeat(50_000));
    const event = `${"e".repeat(39)}…`;
    expect(await refused).toMatchObject({
      event,
      detail: expect.stringContaining(`no event "${event}" here`),
    });
    socket.disconnect();
  });
});

describe("requests for the record", () => {
  const path = () => `/api/rooms/${local.room}/record`;

  test("that come 1,000 at once on one connection get one answer, and a sentence", async () => {
    const http = await pipelined(local.url, Array(1_000).fill({ path: path() }));
    await http.closed;
    const statuses = http.statuses();
    expect(statuses[0]).toBe(200);
    expect(statuses.length).toBeGreaterThan(1);
    expect(statuses.slice(1).every((status) => status === 429)).toBe(true);
    expect(http.text()).toContain("a connection may have 1 request at a time");
    await local.worker();
    await expectToGoOn();
  });

  test("with a body are refused with status 413", async () => {
    const headers = { "content-length": "5000" };
    const http = await pipelined(local.url, [{ path: path(), headers }]);
    await http.closed;
    expect(http.statuses()).toEqual([413]);
    expect(http.text()).toMatch(/"code":"too-large","detail":"a request to this address may have/);
  });
});

describe("room:watch", () => {
  test("answers with the last rounds; rounds:before brings all others, as the record has them", async () => {
    for (const name of ["Ada", "Ben"]) await local.worker({ join: { name } });
    const dashboard = await local.dashboard();
    const finished = new Promise<void>((resolve) =>
      dashboard.on("run:changed", ({ phase }) => phase === "finished" && resolve()),
    );
    const arms = [
      "mean",
      "coordinateMedian",
      "geometricMedian",
      "centeredClip",
      "cge",
      "signMajority",
    ] as const;
    const model = "softmax" as const;
    const config = { rounds: ROUNDS, workers: 2, model, f: 0, evaluateEvery: 1_000, arms: [...arms] };
    await dashboard.emitWithAck("run:configure", config);
    await dashboard.emitWithAck("run:start");
    await finished;
    const watcher = await local.dashboard(null);
    const answer = await watcher.emitWithAck("room:watch", {
      protocol: PROTOCOL_VERSION,
      room: local.room,
      whole: true,
    });
    if (!answer.ok) throw new Error(answer.detail);
    const { run } = answer;
    expect(answer.earlier).toBeGreaterThan(0);
    let { earlier } = answer;
    let rounds: RoundRecord[] = answer.rounds;
    while (earlier > 0) {
      const page = await watcher.emitWithAck("rounds:before", { run, before: rounds[0].round, whole: true });
      if (!page.ok) throw new Error(page.detail);
      expect(page.rounds.length).toBeGreaterThan(0);
      expect(JSON.stringify(page.rounds).length).toBeLessThan(LIMITS.watchBytes.most + 1_000);
      rounds = [...page.rounds, ...rounds];
      ({ earlier } = page);
    }
    expect(rounds).toEqual((await local.record()).rounds);
    expect(rounds).toHaveLength(ROUNDS);
    const other = await watcher.emitWithAck("rounds:before", { run: "other", before: 9 });
    expect(other).toMatchObject({ code: "wrong-run" });
  });

  test("2,000 times at once on one connection is answered a few times", async () => {
    await local.worker();
    const socket = anySocket(local.url, "/dashboard");
    const argument = () => ({ protocol: PROTOCOL_VERSION, room: local.room });
    const answers = await repeat(socket, "room:watch", { times: 2_000, argument });
    expect(answers.filter(({ ok }) => ok).length).toBeLessThan(500);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: "too-many" });
    socket.disconnect();
    await expectToGoOn();
  });
});

test("connections from many addresses: past the limit of all, the oldest that joined nothing gives way, and none of this machine's own", async () => {
  const there = await startLocalCoordinator({ rounds: 1000, workers: 4 }, undefined, [], {
    trustProxy: true,
  });
  onTestFinished(() => there.close());
  const open = async (address: string) => {
    const url = `${there.url}/socket.io/?EIO=4&transport=polling`;
    const answer = await fetch(url, { headers: { "x-forwarded-for": address } });
    return { status: answer.status, text: await answer.text() };
  };
  const own = await there.dashboard();
  const { most } = LIMITS.connectionsInAll;
  const first = await open("10.3.0.0");
  const each = LIMITS.connectionsPerAddress.most;
  for (let i = 0; i < most; i += 16) {
    const batch = Array.from({ length: 16 }, (_, j) => open(`10.3.0.${1 + Math.floor((i + j) / each)}`));
    for (const { status } of await Promise.all(batch)) expect(status).toBe(200);
  }
  expect((await open("10.3.1.1")).status).toBe(200);
  const sid = /"sid":"([^"]+)"/.exec(first.text)?.[1];
  const poll = await fetch(`${there.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`);
  expect(poll.status).toBe(400); // the session is unknown
  expect(own.connected).toBe(true);
  await there.dashboard();
});

test("when a flood of small messages is over, its garbage is collected once, and a round closes after it", async () => {
  let collections = 0;
  const collect = async () => {
    collections++;
    await collectGarbage();
  };
  const there = await startLocalCoordinator({ rounds: 100_000, workers: 1 }, undefined, [], { collect });
  onTestFinished(() => there.close());
  await there.worker();
  const dashboard = await there.dashboard();
  expect(await dashboard.emitWithAck("run:start")).toEqual({ ok: true });
  const socket = anySocket(there.url, "/dashboard");
  await repeat(socket, "nobody:knows", { times: 2_000, argument: (time) => time });
  socket.disconnect();
  await expect.poll(() => collections, { timeout: 60_000 }).toBe(1);
  await new Promise((resolve) => dashboard.once("round:closed", resolve));
});
