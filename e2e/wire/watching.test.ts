/** Dashboards receive changes: what they make of them is what a dashboard receives that comes later. */
import { PROTOCOL_VERSION, type RunConfigInput, type WorkerView } from "@honest-majority/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { type Dashboard, type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";
import { type Mirror, mirrorOf } from "../src/coordinator/mirror";

let local: LocalCoordinator;
afterEach(() => local.close());

interface Watcher {
  socket: Dashboard;
  token?: string;
  mirror: Mirror;
  /** The workers of a new answer. */
  fresh(): Promise<readonly WorkerView[]>;
}

async function watch(token?: string): Promise<Watcher> {
  const socket = await local.dashboard(token ?? null);
  const mirror = mirrorOf(socket);
  const request = { protocol: PROTOCOL_VERSION, room: local.room, token };
  const fresh = async () => {
    const other = await local.dashboard(token ?? null);
    const answer = await other.emitWithAck("room:watch", request);
    if (!answer.ok) throw new Error(answer.detail);
    return answer.workers;
  };
  mirror.reset(await fresh());
  return { socket, token, mirror, fresh };
}

describe.each<RunConfigInput>([{}, { secret: true }, { showNames: true }])("with %j", (config) => {
  test("joins, flips, rounds, renames and leaves reach those who watch as changes", async () => {
    local = await startLocalCoordinator({ rounds: 5, workers: 4, ...config });
    const { instructorToken } = local.coordinator;
    const [teacher, other] = [await watch(instructorToken), await watch()];
    const workers = [await local.worker(), await local.worker(), await local.worker()];
    const [ada, ben, cleo] = workers;
    const role = { kind: "malicious", attack: { kind: "zero" } } as const;
    await teacher.socket.emitWithAck("worker:flip", { worker: ada.joined.worker.id, role });
    await teacher.socket.emitWithAck("run:step");
    await expect.poll(async () => (await local.record()).rounds.length).toBe(1);
    const late = await watch(instructorToken); // sees the rest alone
    await ben.socket.emitWithAck("worker:rename", { name: "Benedikt" });
    await cleo.leave();
    await local.worker();
    await teacher.socket.emitWithAck("workers:flip", { who: "all", role: { kind: "honest" } });
    await teacher.socket.emitWithAck("worker:remove", { worker: ben.joined.worker.id });
    await teacher.socket.emitWithAck("run:step");
    await expect.poll(async () => (await local.record()).rounds.length).toBe(2);
    for (const { mirror, fresh } of [teacher, other, late]) {
      const now = await fresh();
      await expect.poll(() => mirror.workers).toEqual(now);
    }
    expect(JSON.stringify(other.mirror.workers).includes("Ada")).toBe(config.showNames === true);
    expect(JSON.stringify(other.mirror.workers).includes("role")).toBe(config.secret !== true);
  });
});

test("the rounds that dashboards hear are the records, value for value", async () => {
  local = await startLocalCoordinator({
    rounds: 4,
    workers: 4,
    arms: ["mean", "krum", "coordinateMedian"],
    f: 1,
  });
  const update = ({ length }: Float32Array, place: number) =>
    Float32Array.from({ length }, (_, i) => Math.sin(i * (place + 1)) / 1_000);
  for (let place = 0; place < 4; place++)
    await local.worker({ update: (parameters) => update(parameters, place) });
  const dashboard = await local.dashboard();
  await dashboard.emitWithAck("run:start");
  await expect.poll(() => local.heard.length).toBe(4);
  const { rounds } = await local.record(local.coordinator.instructorToken);
  expect(local.heard).toEqual(rounds);
  expect(rounds[0].arms[1].rows.some(({ score }) => score !== undefined && !Number.isInteger(score))).toBe(
    true,
  );
});
