import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { Newcomers } from "./newcomers";

/** What is decided, and after how many milliseconds. */
function newcomer(newcomers: Newcomers, address: string | undefined, socket = new EventEmitter()) {
  const start = performance.now();
  return new Promise<{ problem?: string; ms: number }>((resolve) =>
    newcomers.wait({ socket: socket as Socket }, address, (problem) =>
      resolve({ problem, ms: performance.now() - start }),
    ),
  );
}

test("past the first, those of one address wait for their turn, and nobody else does", async () => {
  const newcomers = new Newcomers({ perSecond: 10, atOnce: 1 });
  const [first, second, third, other, own] = await Promise.all(
    ["a", "a", "a", "b", undefined].map((address) => newcomer(newcomers, address)),
  );
  for (const { problem } of [first, second, third, other, own]) expect(problem).toBeUndefined();
  expect(third.ms).toBeGreaterThan(90);
  for (const { ms } of [other, own]) expect(ms).toBeLessThan(third.ms);
});

test("one that is gone when its turn comes, or would wait for long, gets none", async () => {
  const newcomers = new Newcomers({ perSecond: 10, atOnce: 0 });
  await newcomer(newcomers, "a");
  const socket = Object.assign(new EventEmitter(), { destroyed: false });
  const waiting = newcomer(newcomers, "a", socket);
  socket.destroyed = true;
  socket.emit("error", new Error("ECONNRESET")); // throws if nobody listens
  expect((await waiting).problem).toBe("the connection is gone");
  expect(socket.listenerCount("error")).toBe(0);
  const slow = new Newcomers({ perSecond: 0.01, atOnce: 0 });
  await newcomer(slow, "a");
  expect((await newcomer(slow, "a")).problem).toMatch(/try again/);
});
