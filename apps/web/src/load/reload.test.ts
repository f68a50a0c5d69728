import { expect, test } from "vitest";
import { forgetReloads, reloadSoon } from "./reload";

/** A browser whose history outlives its reloads, with a server that is away for the first probes. */
function browser({ away = 0, state = null as unknown } = {}) {
  const history = {
    state,
    replaceState(next: unknown) {
      history.state = next;
    },
  };
  const waits: number[] = [];
  let reloads = 0;
  let probes = 0;
  const env = {
    history,
    reload: () => void reloads++,
    answers: async () => ++probes > away,
    sleep: async (ms: number) => void waits.push(ms),
  };
  return { env, waits, reloads: () => reloads };
}

test("reloadSoon loads the page again three times, after longer and longer waits, and then says that it does not", async () => {
  const { env, waits, reloads } = browser();
  for (let i = 0; i < 3; i++) expect(await reloadSoon(env)).toBe(true);
  expect(await reloadSoon(env)).toBe(false);
  expect(reloads()).toBe(3);
  expect(waits).toEqual([500, 1_000, 2_000]);
});

test("reloadSoon waits until the coordinator answers, because the browser's own error page would stay", async () => {
  const { env, waits, reloads } = browser({ away: 2 });
  expect(await reloadSoon(env)).toBe(true);
  expect(waits).toEqual([500, 1_500, 1_500]);
  expect(reloads()).toBe(1);
});

test("reloadSoon has all its tries again after a page has arrived, and keeps what else the history holds", async () => {
  const { env } = browser({ state: { scroll: 7 } });
  await reloadSoon(env);
  expect(env.history.state).toEqual({ scroll: 7, reloads: 1 });
  forgetReloads(env.history);
  expect(env.history.state).toEqual({ scroll: 7, reloads: 0 });
});
