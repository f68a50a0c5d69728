/** One peer takes every place that its address has, and others of that address, such as a class behind one router, still get in. */
import { connect, type Socket } from "node:net";
import { LIMITS } from "@honest-majority/protocol";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";

let local: LocalCoordinator;
beforeEach(async () => {
  local = await startLocalCoordinator({ rounds: 1000, workers: 2 }, undefined, [], { isOwn: () => false });
});
afterEach(() => local.close());

/** So many TCP connections that send `text`, all open. */
async function wires(count: number, text: string): Promise<{ closed(): number; end(): void }> {
  let closed = 0;
  const { hostname, port } = new URL(local.url);
  const all = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<Socket>((resolve) => {
          const socket = connect(Number(port), hostname, () => {
            if (text !== "") socket.write(text);
            resolve(socket);
          });
          socket.on("error", () => {}).once("close", () => closed++);
        }),
    ),
  );
  return {
    closed: () => closed,
    end() {
      for (const socket of all) socket.destroy();
    },
  };
}

test("silent TCP connections give way to a worker, which trains while more of them come", async () => {
  const most = LIMITS.wiresPerAddress.most;
  const silent = await wires(most, "");
  const worker = await local.worker();
  const polling = await local.worker({ transports: ["polling"] });
  const dashboard = await local.dashboard();
  expect(silent.closed()).toBeGreaterThan(0);
  const lost: string[] = [];
  for (const { socket } of [worker, polling]) socket.on("disconnect", (why) => lost.push(why));
  dashboard.on("disconnect", (why) => lost.push(why));
  const slow = await wires(most, "GET / HTTP/1.1\r\nx");
  await expect.poll(() => silent.closed()).toBe(most);
  const closed = new Promise((resolve) => dashboard.once("round:closed", resolve));
  expect(await dashboard.emitWithAck("run:step")).toEqual({ ok: true });
  expect(await closed).toMatchObject({ closedBy: "all-in" });
  expect(lost).toEqual([]);
  for (const held of [silent, slow]) held.end();
});
