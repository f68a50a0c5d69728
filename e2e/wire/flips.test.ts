import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROTOCOL_VERSION, type WorkerView } from "@honest-majority/protocol";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Dashboard, type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let folder: string;
let local: LocalCoordinator | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "flips-"));
});
afterEach(async () => {
  await local?.close();
  await rm(folder, { recursive: true });
});

const ZERO = { kind: "malicious", attack: { kind: "zero" } } as const;

async function views(room: LocalCoordinator, dashboard: Dashboard): Promise<WorkerView[]> {
  const token = room.coordinator.instructorToken;
  const answer = await dashboard.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, token });
  return answer.ok ? answer.workers : [];
}

async function byzantine(room: LocalCoordinator) {
  const { rounds } = await room.record(room.coordinator.instructorToken);
  return rounds.map(({ stage }) => stage?.byzantine.length);
}

describe("flips of several workers", () => {
  test("from a round on: shown as next, kept over a restart, and played in that round", async () => {
    local = await startLocalCoordinator({ rounds: 3, f: 1 }, folder);
    let workers = await Promise.all([0, 1, 2].map(() => (local as LocalCoordinator).worker()));
    let instructor = await local.dashboard();
    const [{ id }] = workers.map(({ joined }) => joined.worker);
    const request = { who: { workers: [id] }, role: ZERO, from: 1 };
    expect(await instructor.emitWithAck("workers:flip", request)).toEqual({ ok: true, flipped: 1 });
    await instructor.emitWithAck("run:step");
    await expect.poll(async () => byzantine(local as LocalCoordinator)).toEqual([0]);
    const tokens = workers.map(({ joined }) => joined.worker.token);
    await local.close();

    local = await startLocalCoordinator({ rounds: 3, f: 1 }, folder, [local.room]);
    instructor = await local.dashboard();
    const next = { role: ZERO, round: 1 };
    expect((await views(local, instructor)).map((view) => view.next)).toContainEqual(next);
    workers = await Promise.all(
      tokens.map((token) => (local as LocalCoordinator).worker({ join: { token } })),
    );
    await instructor.emitWithAck("run:step");
    await expect.poll(async () => byzantine(local as LocalCoordinator), { timeout: 10_000 }).toEqual([0, 1]);
    expect(workers.flatMap(({ played }) => played.map(({ kind }) => kind)).sort()).toEqual([
      "honest",
      "honest",
      "malicious",
    ]);
    expect((await views(local, instructor)).every((view) => view.next === undefined)).toBe(true);
  });

  test("roles:deal gives the number of workers asked for the preset attack, and each learns only its own role", async () => {
    local = await startLocalCoordinator({ attack: "zero", workers: 4, secret: true }, folder);
    const workers = await Promise.all([0, 1, 2, 3].map(() => (local as LocalCoordinator).worker()));
    const learnt: unknown[] = [];
    for (const { socket } of workers) socket.on("role:changed", (role) => learnt.push(role));
    const instructor = await local.dashboard();
    expect(await instructor.emitWithAck("roles:deal", { count: 2 })).toEqual({ ok: true });
    await expect.poll(() => learnt).toEqual([ZERO, ZERO]);
    const roles = (await views(local, instructor)).map(({ role }) => role?.kind);
    expect(roles.sort()).toEqual(["honest", "honest", "malicious", "malicious"]);
  });

  test("the instructor sees that a worker's connection changed from polling to WebSocket", async () => {
    local = await startLocalCoordinator({}, folder);
    const instructor = await local.dashboard();
    const socket = io(`${local.url}/worker`, { transports: ["polling", "websocket"], forceNew: true });
    const request = { protocol: PROTOCOL_VERSION, room: local.room, backend: "foreign" };
    expect(await socket.emitWithAck("worker:join", request)).toMatchObject({ ok: true });
    const seen = async () => (await views(local as LocalCoordinator, instructor))[0].transport;
    await expect.poll(seen).toBe("websocket");
    socket.close();
  });

  test("the instructor sees transports, and removes who is silent", async () => {
    local = await startLocalCoordinator({}, folder);
    const workers = await Promise.all([0, 1].map(() => (local as LocalCoordinator).worker()));
    const instructor = await local.dashboard();
    await workers[0].leave();
    expect((await views(local, instructor)).map(({ transport }) => transport)).toEqual([
      "websocket",
      "websocket",
    ]);
    expect(await instructor.emitWithAck("workers:removeSilent")).toEqual({ ok: true, removed: 1 });
    expect((await views(local, instructor)).map(({ id }) => id)).toEqual([workers[1].joined.worker.id]);
  });
});
