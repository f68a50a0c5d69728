import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ClassView, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Dashboard, type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let folder: string;
let local: LocalCoordinator | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "class-"));
});
afterEach(async () => {
  await local?.close();
  await rm(folder, { recursive: true });
});

const MALICIOUS = { role: { kind: "malicious", attack: "bitFlip" } } as never;

/** What a dashboard sees when it asks again. */
async function seen(dashboard: Dashboard, room: LocalCoordinator) {
  const token = room.coordinator.instructorToken;
  const answer = await dashboard.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, token });
  if (!answer.ok) throw new Error(answer.detail);
  return answer;
}

describe("address:choose", () => {
  test("reaches the projector, and is refused without the key and for an address that is not there", async () => {
    local = await startLocalCoordinator({}, folder);
    const projector = await local.dashboard(null);
    const shown: string[][] = [];
    projector.on("room:changed", ({ joins }) => shown.push(joins.map(({ host }) => host)));
    const instructor = await local.dashboard();
    expect(await projector.emitWithAck("address:choose", { host: "localhost" })).toMatchObject({
      code: "not-allowed",
    });
    expect(await instructor.emitWithAck("address:choose", { host: "10.9.9.9" })).toMatchObject({
      detail: "10.9.9.9 is no address of the coordinator: it has localhost",
    });
    expect(shown).toEqual([]);
    expect(await instructor.emitWithAck("address:choose", { host: "localhost" })).toEqual({ ok: true });
    await expect.poll(() => shown).toEqual([["localhost"]]);
  });
});

describe("class:set", () => {
  test("reaches every worker and dashboard, and a worker that joins later", async () => {
    local = await startLocalCoordinator({ attack: "signFlip" }, folder);
    const worker = await local.worker();
    const heard: ClassView[] = [];
    worker.socket.on("class:changed", (view) => heard.push(view));
    const watcher = await local.dashboard(null);
    watcher.on("class:changed", (view) => heard.push(view));
    const instructor = await local.dashboard();
    const expected = {
      locked: true,
      pace: "half",
      secret: false,
      revealed: false,
      attack: { kind: "signFlip", factor: 1 },
    };
    expect(worker.joined.class).toEqual({ ...expected, locked: false, pace: "fast" });
    expect(await instructor.emitWithAck("class:set", { locked: true, pace: "half" })).toEqual({ ok: true });
    await expect.poll(() => heard).toEqual([expected, expected]);
    expect((await local.worker()).joined.class).toEqual(expected);
    expect((await seen(instructor, local)).class).toEqual(expected);
  });

  test("is refused from anybody but the instructor", async () => {
    local = await startLocalCoordinator({}, folder);
    const watcher = await local.dashboard(null);
    expect(await watcher.emitWithAck("class:set", { revealed: true })).toMatchObject({ code: "not-allowed" });
  });

  test("locked refuses a worker's own flip, and still allows the instructor's", async () => {
    local = await startLocalCoordinator({}, folder);
    const worker = await local.worker();
    const instructor = await local.dashboard();
    await instructor.emitWithAck("class:set", { locked: true });
    expect(await worker.socket.emitWithAck("worker:flip", MALICIOUS)).toEqual({
      ok: false,
      code: "locked",
      detail: expect.stringContaining("ask the teacher"),
    });
    const { id } = worker.joined.worker;
    const flip = { worker: id, role: { kind: "malicious", attack: { kind: "zero" } } } as const;
    expect(await instructor.emitWithAck("worker:flip", flip)).toEqual({ ok: true });
    await instructor.emitWithAck("class:set", { locked: false });
    expect(await worker.socket.emitWithAck("worker:flip", MALICIOUS)).toEqual({ ok: true });
  });

  test("lock and pace survive a restart and a new run; a new run is not revealed", async () => {
    local = await startLocalCoordinator({ secret: true }, folder);
    await (await local.dashboard()).emitWithAck("class:set", { locked: true, pace: "slow", revealed: true });
    await local.close();
    local = await startLocalCoordinator({ secret: true }, folder, [local.room]);
    const instructor = await local.dashboard();
    const kept = { locked: true, pace: "slow", secret: true };
    expect((await seen(instructor, local)).class).toMatchObject({ ...kept, revealed: true });
    await instructor.emitWithAck("run:reset");
    expect((await seen(instructor, local)).class).toMatchObject({ ...kept, revealed: false });
  });
});
