import { expect, test } from "vitest";
import { expectWholeLesson } from "./proxies.cases";

test("a lesson is whole behind a proxy that swallows the handshake and cuts every connection after 20 s", async () => {
  const { cuts } = await expectWholeLesson({
    rounds: 30,
    stepMs: 2_500,
    upgrades: "swallow",
    cutEveryMs: 20_000,
  });
  expect(cuts).toBeGreaterThan(0);
});
