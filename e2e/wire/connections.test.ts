import { PROTOCOL_VERSION, type Watching } from "@honest-majority/protocol";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
beforeEach(async () => {
  local = await startLocalCoordinator();
});
afterEach(() => local.close());

/** The room as a new dashboard receives it. */
async function watched(): Promise<Watching> {
  const dashboard = await local.dashboard();
  const request = { protocol: PROTOCOL_VERSION, token: local.coordinator.instructorToken };
  const answer = await dashboard.emitWithAck("room:watch", request);
  dashboard.close();
  if (!answer.ok) throw new Error(answer.detail);
  return answer;
}

describe("connections and workers", () => {
  test("a connection is one worker: joining twice gives the same one, and its earlier worker counts as returning", async () => {
    const worker = await local.worker({ join: { name: "Greedy" } });
    const other = await local.worker({ join: { name: "Other" } });
    const { socket, joined } = worker;
    const request = { protocol: PROTOCOL_VERSION, room: local.room, backend: "foreign" };
    const twice = await Promise.all([1, 2, 3].map(() => socket.emitWithAck("worker:join", request)));
    expect(twice.map((answer) => answer.ok && answer.worker.id)).toEqual(Array(3).fill(joined.worker.id));
    // the connection changes to another worker: that worker's connection is dismissed, and the first worker may return
    const over = await socket.emitWithAck("worker:join", { ...request, token: other.joined.worker.token });
    expect(over.ok && over.worker.name).toBe("Other");
    await expect.poll(() => other.refusals.map(({ code }) => code)).toEqual(["duplicate"]);
    const presence = async () =>
      Object.fromEntries((await watched()).workers.map(({ name, presence }) => [name, presence]));
    expect(await presence()).toMatchObject({ Greedy: "reconnecting", Other: "loading" });
    other.close();
    worker.close();
  });

  test("a worker that has left must join again before it may send", async () => {
    const worker = await local.worker({ join: { name: "Leaver" } });
    expect(await worker.leave()).toEqual({ ok: true });
    const ready = await worker.socket.emitWithAck("worker:ready", { run: worker.assignment.run });
    expect(ready).toMatchObject({ ok: false, code: "not-joined" });
    const { token } = worker.joined.worker;
    const request = { protocol: PROTOCOL_VERSION, room: local.room, backend: "foreign", token };
    expect(await worker.socket.emitWithAck("worker:join", request)).toMatchObject({
      ok: true,
      worker: { token },
    });
    worker.close();
  });

  test("Start waits while a run is prepared, and a tab that leaves meanwhile takes no part", async () => {
    const dashboard = await local.dashboard();
    await local.worker({ join: { name: "Early" } });
    const socket = io(`${local.url}/worker`, { transports: ["websocket"], forceNew: true });
    await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
    const before = (await watched()).run;
    const configured = dashboard.emitWithAck("run:configure", { seed: 77, model: "softmax", f: 0 });
    socket.emit("worker:join", {
      protocol: PROTOCOL_VERSION,
      room: local.room,
      backend: "x",
      name: "Hasty",
    });
    const startedAs = dashboard.emitWithAck("run:start");
    setTimeout(() => socket.disconnect(), 20);
    expect(await configured).toMatchObject({ ok: true });
    expect(await startedAs).toEqual({ ok: true });
    const { run, state, workers } = await watched();
    expect(run).not.toBe(before);
    expect(state.phase).toBe("running");
    expect(workers.map(({ name }) => name)).not.toContain("Hasty");
    await dashboard.emitWithAck("run:reset");
  });
});
