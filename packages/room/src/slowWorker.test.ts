import { codecNames, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { memoryStore, openClass } from "./openClass.cases";

test("a class waits four times for a worker that answers just before the deadline, and then closes without it", async () => {
  let now = 0;
  const clock = { now: () => now, date: () => now, after: () => () => {} };
  const klass = await openClass({ arms: ["mean"], rounds: 9 }, memoryStore(), undefined, undefined, {
    clock,
  });
  const { room } = klass;
  for (let i = 0; i < 3; i++) await klass.join();
  const request = { protocol: PROTOCOL_VERSION, room: "KRUM-1", backend: "test", codecs: codecNames() };
  const joined = await room.join(request, { connection: "slow", isThere: () => true });
  if (!joined.ok) throw new Error(joined.detail);
  const { id } = joined.worker;
  const { run, dim } = { ...joined.assignment };
  room.ready(id, run);
  const view = () => room.snapshot(true).workers.find((worker) => worker.id === id);
  for (let round = 0; round < 4; round++) {
    expect(view()?.unawaited).toBeUndefined();
    await room.run.command("step");
    await expect.poll(() => room.run.live.conductor.progress?.arrived.length).toBe(3);
    now += 14_900;
    const header = { run, round, arm: 0, dim, codec: "float32", trainLoss: 1, computeMs: 1 } as const;
    expect(room.takeUpdate(id, header, new Uint8Array(4 * dim))).toEqual({ ok: true });
    await klass.closed(round + 1);
    await klass.phase("paused");
  }
  expect(view()).toMatchObject({ unawaited: true, missed: 0 });
  await room.run.command("step");
  await klass.closed(5);
  expect(room.record(true).rounds[4]).toMatchObject({ closedBy: "all-in", missing: [id] });
});
