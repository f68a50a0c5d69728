/** Many peers together must not stop a class either. A proxy is trusted here, so that a test can come from any address. */
import { LIMITS, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";
import type { AnySocket } from "../src/hostile/spam";

const SEATS = 2;

let local: LocalCoordinator;
beforeAll(async () => {
  local = await startLocalCoordinator({ rounds: 1000, workers: 4 }, undefined, [], {
    trustProxy: true,
    seatsPerAddress: SEATS,
  });
});
afterAll(() => local.close());

/** Joins from the address as a new worker; resolves to "in" or to the refusal's code. */
async function join(address: string, pass?: string): Promise<string> {
  const extraHeaders = { "x-forwarded-for": address };
  const socket = io(`${local.url}/worker`, { transports: ["websocket"], forceNew: true, extraHeaders });
  onTestFinished(() => void socket.disconnect());
  const request = { protocol: PROTOCOL_VERSION, room: local.room, backend: "x", pass };
  const answer = await (socket as AnySocket).emitWithAck("worker:join", request);
  return answer.ok ? "in" : answer.code;
}

const times = (count: number, address: string, pass?: string) =>
  Promise.all(Array.from({ length: count }, () => join(address, pass))).then((fates) => fates.sort());

describe("a swarm on another machine", () => {
  test("takes seats of its own with a pass of the instructor's dashboard, from one address", async () => {
    const teacher = await local.dashboard();
    const answer = await teacher.emitWithAck("swarm:pass");
    if (!answer.ok) throw new Error(answer.detail);
    expect(await times(5, "10.1.0.1", answer.pass)).toEqual(Array(5).fill("in"));
    // and students at the same address still have theirs
    expect(await times(SEATS + 1, "10.1.0.1")).toEqual(["in", "in", "room-full"]);
    // who reads the pass elsewhere gains nothing
    expect(await times(SEATS + 1, "10.1.0.2", answer.pass)).toEqual(["in", "in", "room-full"]);
  });

  test("takes the seats of its address without one: a stranger gets no pass, and cannot invent it", async () => {
    const stranger = await local.dashboard(null);
    expect(await stranger.emitWithAck("swarm:pass")).toMatchObject({ ok: false, code: "not-allowed" });
    expect(await times(SEATS + 1, "10.1.0.3", "invented")).toEqual(["in", "in", "room-full"]);
  });
});

describe("connections by polling", () => {
  const open = (address: string) =>
    fetch(`${local.url}/socket.io/?EIO=4&transport=polling`, { headers: { "x-forwarded-for": address } });

  const idOf = async (answer: Response) => /"sid":"([^"]+)"/.exec(await answer.text())?.[1];
  /** Sends one packet of Engine.IO; resolves to the status, which is 400 for a connection that was cut. */
  const send = async (sid: string | undefined, body: string) =>
    (await fetch(`${local.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: "POST", body }))
      .status;

  test("that say nothing give way to a new one of their address, the oldest first; a watcher and a worker do not", async () => {
    const { most } = LIMITS.connectionsPerAddress;
    const watch = `42/dashboard,["room:watch",{"protocol":${PROTOCOL_VERSION},"room":"${local.room}"}]`;
    const watcher = await idOf(await open("10.2.0.1"));
    for (const packet of ["40/dashboard,", watch]) expect(await send(watcher, packet)).toBe(200);
    expect(await join("10.2.0.1")).toBe("in");
    const silent = await Promise.all(Array.from({ length: most - 2 }, () => open("10.2.0.1").then(idOf)));
    expect(await join("10.2.0.1")).toBe("in");
    const statuses = await Promise.all(silent.map((sid) => send(sid, "3")));
    expect(statuses.filter((status) => status === 400)).toHaveLength(1);
    expect(await send(watcher, "3")).toBe(200);
    expect((await open("10.2.0.2")).status).toBe(200);
  });
});
