import { createLearner } from "@honest-majority/learning";
import { PROTOCOL_VERSION, type Watching } from "@honest-majority/protocol";
import { joinRoom, type KeptToken } from "@honest-majority/worker/live";
import { EMPTY_VIEW, type LearnerView } from "@honest-majority/worker/view";
import { io } from "socket.io-client";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
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

/** The worker of a tab, which found this token in its storage. */
function tab(token?: string) {
  let view: LearnerView = EMPTY_VIEW;
  const kept: (KeptToken | undefined)[] = [];
  const worker = joinRoom(
    {
      origin: local.url,
      room: local.room,
      token,
      hidden: false,
      backend: { name: "test", note: "" },
      computingAdvice: "",
    },
    {
      createLearner: async ({ training }, examples, workerIndex) =>
        createLearner({ ...training, examples, workerIndex }),
      now: () => 0,
      sleep: async () => {},
      view: () => view,
      report: (change) => {
        view = { ...view, ...change };
      },
      keepToken: (change) => kept.push(change),
      showExamples() {},
    },
  );
  onTestFinished(() => worker.hangUp());
  const ready = () => expect.poll(() => [view.link.kind, kept.at(-1) !== undefined]).toEqual(["ready", true]);
  return { ready, kept, id: () => view.worker?.id };
}

describe("connections and workers", () => {
  test("a tab whose worker another tab took joins as a new worker, and neither takes the other's again", async () => {
    const original = tab();
    await original.ready();
    const first = original.id();
    const copy = tab(original.kept.at(-1)?.token);
    await copy.ready();
    expect(copy.id()).toBe(first);
    await expect.poll(original.id).not.toBe(first);
    await original.ready();
    expect(original.kept.map((kept) => kept !== undefined)).toEqual([true, false, true]);
    expect(copy.kept).toHaveLength(1); // it joined once, and was never displaced
    const { workers } = await watched();
    expect(workers.map(({ id, presence }) => [id, presence])).toEqual([
      [first, "ready"],
      [original.id(), "ready"],
    ]);
  });

  test("a page that is closed says so over HTTP, and its worker has left at once", async () => {
    const { socket, joined, assignment } = await local.worker();
    const { token, id } = joined.worker;
    const leave = async (connection: string, bearer: string) => {
      const path = `${local.url}/api/rooms/${local.room}/leave?connection=${connection}`;
      const headers = { Authorization: `Bearer ${bearer}`, Origin: local.url };
      return (await fetch(path, { method: "POST", headers })).status;
    };
    const presence = async () => (await watched()).workers.find((worker) => worker.id === id)?.presence;
    expect(await leave(socket.id!, "guessed")).toBe(401);
    expect(await leave("an-earlier-connection", token)).toBe(200);
    expect(await presence()).toBe("ready");
    expect(await leave(socket.id!, token)).toBe(200);
    expect(await presence()).toBe("left");
    // a socket that stays open is nobody's
    const ready = await socket.emitWithAck("worker:ready", { run: assignment.run });
    expect(ready).toMatchObject({ ok: false, code: "not-joined" });
    expect(await presence()).toBe("left");
    const request = { protocol: PROTOCOL_VERSION, room: local.room, backend: "foreign", token };
    expect(await socket.emitWithAck("worker:join", request)).toMatchObject({ ok: true, worker: { id } });
    expect(await presence()).toBe("loading");
  });

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
