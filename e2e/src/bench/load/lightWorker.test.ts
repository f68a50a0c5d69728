import * as protocol from "@honest-majority/protocol";
import { afterEach, expect, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../../coordinator/local";
import { TokenBucket } from "./bucket";
import { LightSocket, parsePacket } from "./lightSocket";
import { joinLightWorkers, type LightWorkers, type LightWorkersOptions } from "./lightWorker";

let local: LocalCoordinator | undefined;
let workers: LightWorkers | undefined;
afterEach(async () => {
  workers?.close();
  await local?.close();
});

/** A whole run; resolves to its records. */
async function run(count: number, options: Partial<LightWorkersOptions> = {}) {
  local = await startLocalCoordinator({ workers: count, rounds: 3, arms: ["mean", "coordinateMedian"] });
  const { url, room } = local;
  const lost = (reason: string) => {
    throw new Error(reason);
  };
  workers = await joinLightWorkers({ url, room, count, think: 0, protocol, lost, ...options });
  const dashboard = await local.dashboard();
  await dashboard.emitWithAck("run:start");
  const { heard } = local;
  await expect.poll(() => heard.length).toBe(3);
  return { heard, bytes: workers.bytes(), refused: workers.refused() };
}

test("light workers answer every round, for each arm", async () => {
  const { heard, bytes, refused } = await run(3);
  for (const { missing, arms } of heard) {
    expect(missing).toEqual([]);
    expect(arms.map(({ outcome, counted }) => [outcome, counted])).toEqual([
      ["stepped", 3],
      ["stepped", 3],
    ]);
  }
  expect(refused).toEqual({});
  // 3 workers, 3 rounds, 2 arms of 7,850 float32 values; headers and other messages take a few kilobytes
  const vectors = 3 * 3 * 2 * 7_850 * 4;
  for (const direction of ["up", "down"] as const) {
    expect(bytes[direction]).toBeGreaterThan(vectors);
    expect(bytes[direction]).toBeLessThan(vectors + 30_000);
  }
  expect(workers?.gaps()).toHaveLength(2);
});

test("all bytes of both directions pass through the air", async () => {
  let passed = 0;
  const air = new TokenBucket(1e9, {
    now: () => performance.now(),
    after: (ms, callback) => setTimeout(callback, ms),
  });
  const { take } = air;
  air.take = (bytes, granted) => {
    passed += bytes;
    take.call(air, bytes, granted);
  };
  const { bytes } = await run(2, { air });
  expect(passed).toBe(bytes.up + bytes.down);
});

test("a connection that the coordinator refuses says why", async () => {
  local = await startLocalCoordinator();
  const { url } = local;
  const opening = LightSocket.open({ url, namespace: "/nobody", heard() {}, lost() {} });
  await expect(opening).rejects.toThrow(/no connection to .*\/nobody: .*Invalid namespace/);
});

test("parsePacket reads attachments, namespace, acknowledgement and JSON, each or not", () => {
  expect(parsePacket('51-/worker,7["a",1]')).toEqual({
    type: "event",
    attachments: 1,
    ack: 7,
    args: ["a", 1],
  });
  expect(parsePacket('2["a\n"]'.replace("\n", "\\n"))).toEqual({
    type: "event",
    attachments: 0,
    ack: undefined,
    args: ["a\n"],
  });
  expect(parsePacket('0/worker,{"sid":"x"}')).toMatchObject({ type: "connect", args: [{ sid: "x" }] });
  expect(parsePacket("3/dashboard,12[]")).toMatchObject({ type: "ack", ack: 12, args: [] });
});
