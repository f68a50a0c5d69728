import { refuse } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { adviseJoin, stopped } from "./refusals";

test("adviseJoin drops an unknown token once, so that the worker joins as a new one", () => {
  const refusal = refuse("wrong-token", "no such worker");
  expect(adviseJoin(refusal, true)).toEqual({ kind: "forget-token" });
  expect(adviseJoin(refusal, false).kind).toBe("stop");
});

test("adviseJoin tries a full room again later", () => {
  expect(adviseJoin(refuse("room-full", "60 are here"), false)).toEqual({
    kind: "later",
    title: "60 are here",
  });
  expect(adviseJoin(refuse("too-many", "wait a moment"), true).kind).toBe("later");
});

test("adviseJoin tries a coordinator that is stopping again later", () => {
  expect(adviseJoin(refuse("unavailable", "it is stopping"), true).kind).toBe("later");
});

test("stopped says what to do, and why where its own words do not say it", () => {
  expect(stopped(refuse("wrong-version", "speaks 1, got 2")).advice).toMatch(/Reload.*\(speaks 1, got 2\)/);
  expect(stopped(refuse("wrong-room", "no room")).mayRejoin).toBe(false);
  expect(stopped(refuse("not-allowed", "by a rule")).advice).toContain("(by a rule)");
  expect(stopped(refuse("removed", "join again as a new one"))).toMatchObject({
    title: expect.stringMatching(/removed/),
    advice: "Ask before you join again.", // the coordinator's sentence for programs says to join at once
  });
});
