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

  test("of one address: past the limit a new one is refused in a sentence, until one is closed", async () => {
    const { most } = LIMITS.connectionsPerAddress;
    const opened = [];
    for (let i = 0; i < most; i++) opened.push(await open("10.2.0.1"));
    expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200]));
    const refused = await open("10.2.0.1");
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ message: expect.stringContaining(`${most} connections`) });
    expect((await open("10.2.0.2")).status).toBe(200);
    const sid = /"sid":"([^"]+)"/.exec(await opened[0].text())?.[1];
    await fetch(`${local.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`, { method: "POST", body: "1" });
    await expect.poll(async () => (await open("10.2.0.1")).status).toBe(200);
  });
});
