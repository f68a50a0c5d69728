/** One peer must not stop a class: what each limit keeps from a coordinator, on real sockets. */
import { LIMITS, REQUEST_BURST, type RunEvent } from "@honest-majority/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Dashboard, type LocalCoordinator, startLocalCoordinator } from "../src/coordinator/local";
import { type AnySocket, joinAndLeave, repeat } from "../src/hostile/spam";

let local: LocalCoordinator;
beforeEach(async () => {
  local = await startLocalCoordinator({ rounds: 1000, workers: 4, roundDeadlineMs: 400 });
});
afterEach(() => local.close());

const isOf = (worker: string) => (event: RunEvent) => "worker" in event && event.worker === worker;

/** Runs one round; resolves to its record. */
async function step(dashboard: Dashboard) {
  const closed = new Promise((resolve) => dashboard.once("round:closed", resolve));
  expect(await dashboard.emitWithAck("run:step")).toEqual({ ok: true });
  await closed;
  return local.heard[local.heard.length - 1];
}

describe("one worker's spam", () => {
  test("500 flips at once are nearly all refused, and the record has the first and the last", async () => {
    const [spam] = [await local.worker({ join: { name: "Spam" } }), await local.worker()];
    const dashboard = await local.dashboard();
    const answers = await repeat(spam.socket as AnySocket, "worker:flip", {
      times: 500,
      argument: (time) => ({
        role: time % 2 === 0 ? { kind: "malicious", attack: "bitFlip" } : { kind: "honest" },
      }),
    });
    const taken = answers.filter(({ ok }) => ok).length;
    expect(taken).toBeGreaterThanOrEqual(REQUEST_BURST);
    expect(taken).toBeLessThan(200); // three a second; how long 500 answers take is the machine's
    expect(answers.at(-1)).toMatchObject({
      code: "too-many",
      detail: expect.stringContaining("changes of role"),
    });
    const record = await step(dashboard);
    expect(record.events.filter(isOf(spam.joined.worker.id)).map(({ kind }) => kind)).toEqual([
      "joined",
      "flipped",
      "flipped",
    ]);
  });

  test("joining and leaving in a loop invents a few workers, and the record stays short", async () => {
    await local.worker({ join: { name: "Good" } });
    await local.worker();
    const dashboard = await local.dashboard();
    const answers = await joinAndLeave(local, 200);
    expect(answers.filter(({ ok }) => ok).length).toBeLessThan(100);
    expect(answers.at(-1)).toMatchObject({ code: "too-many" });
    const { events } = await step(dashboard);
    expect(events.length).toBeLessThanOrEqual(LIMITS.events.most + 1);
  });
});

test("workers that never answer cost three rounds their deadline, and no more until they answer", async () => {
  for (const name of ["Ada", "Ben"]) await local.worker({ join: { name } });
  let answers = false;
  const idle = await local.worker({
    join: { name: "Idle" },
    misbehave: (honest) => (answers ? [honest] : []),
  });
  const dashboard = await local.dashboard();
  const rounds = [];
  for (let round = 0; round < 5; round++) rounds.push(await step(dashboard));
  expect(rounds.map(({ closedBy }) => closedBy)).toEqual([
    ...Array(LIMITS.missedRounds.most).fill("deadline"),
    "all-in",
    "all-in",
  ]);
  expect(rounds[4].missing).toEqual([idle.joined.worker.id]);
  // its answer, for every rule, comes too late for a round that did not wait, and in time for the next one, which does
  answers = true;
  await step(dashboard);
  await expect.poll(() => idle.answers.length).toBe(rounds[4].arms.length);
  const heard = await step(dashboard);
  expect(heard).toMatchObject({ closedBy: "all-in", missing: [] });
});
