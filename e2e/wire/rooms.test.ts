import { PROTOCOL_VERSION } from "@honest-majority/protocol";
import { afterEach, describe, expect, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
afterEach(() => local.close());

describe("two rooms on one coordinator", () => {
  test("two rooms train separately, and the token of one is refused in the other", async () => {
    local = await startLocalCoordinator({ rounds: 2, secret: true }, undefined, ["KRUM-1", "MEAN-2"]);
    const [other] = local.coordinator.others;
    expect([local.room, other.room]).toEqual(["KRUM-1", "MEAN-2"]);
    const ones = (parameters: Float32Array) => new Float32Array(parameters.length).fill(0.01);
    const here = await local.worker({ update: ones });
    const there = await local.worker({ update: ones, room: other.room });
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:start");
    await expect.poll(async () => (await local.record()).state.phase).toBe("finished");
    expect(here.opened.map(({ round }) => round)).toEqual([0, 1]);
    expect(there.opened).toEqual([]);
    const recordOf = async (room: string, token: string) =>
      await fetch(`${local.url}/api/rooms/${room}/record`, { headers: { Authorization: `Bearer ${token}` } });
    expect(await (await recordOf(other.room, other.instructorToken)).json()).toMatchObject({
      state: { phase: "lobby" },
      rounds: [],
    });
    expect((await recordOf(other.room, local.coordinator.instructorToken)).status).toBe(401);
    const request = {
      protocol: PROTOCOL_VERSION,
      room: other.room,
      token: local.coordinator.instructorToken,
    };
    expect(await dashboard.emitWithAck("room:watch", request)).toMatchObject({
      ok: false,
      code: "wrong-token",
    });
    const shard = new URL(here.assignment.shard.path.replace("KRUM-1", other.room), local.url);
    const asked = await fetch(shard, { headers: { Authorization: `Bearer ${here.joined.worker.token}` } });
    expect(asked.status).toBe(401);
  });

  test("a dashboard that moves to another room or drops its token receives nothing more from the old one", async () => {
    local = await startLocalCoordinator({ rounds: 2, secret: true }, undefined, ["KRUM-1", "MEAN-2"]);
    const [other] = local.coordinator.others;
    const worker = await local.worker();
    const [moved, plain, teacher] = [
      await local.dashboard(),
      await local.dashboard(),
      await local.dashboard(),
    ];
    const heard: [string, boolean][] = [];
    moved.on("workers:changed", () => heard.push(["moved", true]));
    plain.on("workers:changed", (change) => heard.push(["plain", JSON.stringify(change).includes("role")]));
    const token = other.instructorToken;
    await moved.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, room: other.room, token });
    await plain.emitWithAck("room:watch", { protocol: PROTOCOL_VERSION, room: local.room });
    await new Promise((resolve) => setTimeout(resolve, 200)); // for messages that were already sent
    heard.length = 0;
    const { id } = worker.joined.worker;
    await teacher.emitWithAck("worker:flip", { worker: id, role: { kind: "honest" } });
    await worker.socket.emitWithAck("worker:visibility", { hidden: true });
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect(new Set(heard.map(String))).toEqual(new Set(["plain,false"]));
  });
});
