/** Networks that let no WebSocket through. */
import { describe, expect, test } from "vitest";
import { expectWholeLesson } from "./proxies.cases";

// a busy machine takes long to connect again after every cut; cuts in time could leave it none
describe.concurrent("a lesson of thirty rounds is whole behind a proxy", { timeout: 120_000 }, () => {
  test("that refuses WebSocket's handshake", async () => {
    const { upgrades } = await expectWholeLesson({ rounds: 30, stepMs: 60, upgrades: "refuse" });
    expect(upgrades).toBeGreaterThan(0);
  });

  // in all of these, steps are so long that the reloaded worker is back before the last round
  test("that swallows the handshake: the next try begins with polling", async () => {
    const { upgrades } = await expectWholeLesson({
      rounds: 30,
      stepMs: 120,
      tryMs: 500,
      upgrades: "swallow",
    });
    expect(upgrades).toBeGreaterThan(0);
  });

  test("that cuts every connection, again and again", async () => {
    const { cuts } = await expectWholeLesson({
      rounds: 30,
      stepMs: 60,
      upgrades: "refuse",
      cutEveryRounds: 4,
    });
    expect(cuts).toBeGreaterThan(0);
  });
});
