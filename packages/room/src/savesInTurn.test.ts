import type { Clock } from "@honest-majority/conductor";
import { expect, test } from "vitest";
import { savesInTurn } from "./savesInTurn";

/** Time passes only by `pass`; the disk needs `saveMs` for each save. */
function slowDisk(saveMs: number) {
  let now = 0;
  let timers: { due: number; action: () => void }[] = [];
  const clock: Clock = {
    now: () => now,
    date: () => 0,
    after(ms, action) {
      const timer = { due: now + ms, action };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  };
  const saves: { from: number; to?: number }[] = [];
  const save = () => {
    const one: { from: number; to?: number } = { from: now };
    saves.push(one);
    return new Promise<void>((resolve) =>
      clock.after(saveMs, () => {
        one.to = now;
        resolve();
      }),
    );
  };
  const pass = async (ms: number) => {
    const end = now + ms;
    for (;;) {
      const next = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
      if (next === undefined) break;
      timers = timers.filter((timer) => timer !== next);
      now = next.due;
      next.action();
      await new Promise((resolve) => setImmediate(resolve));
    }
    now = end;
  };
  return { saves, pass, saveSoon: savesInTurn(clock, { save, leastRestMs: 100 }) };
}

test("savesInTurn saves at once, the last change too, and rests for as long as a save took", async () => {
  const { saves, pass, saveSoon } = slowDisk(300);
  for (let t = 0; t < 2_000; t += 20) {
    saveSoon(); // somebody comes or goes
    await pass(20);
  }
  expect(saves.map(({ from }) => from)).toEqual([0, 600, 1_200, 1_800]);
  await pass(10_000);
  expect(saves.map(({ from, to }) => [from, to]).slice(3)).toEqual([
    [1_800, 2_100],
    [2_400, 2_700],
  ]);
});

test("savesInTurn rests on a fast disk as well", async () => {
  const { saves, pass, saveSoon } = slowDisk(1);
  for (let t = 0; t < 200; t += 10) {
    saveSoon();
    await pass(10);
  }
  expect(saves.map(({ from }) => from)).toEqual([0, 101]);
});
