import { expect, test } from "vitest";
import { isSameState } from "./runState";

const running = { phase: "running", round: 3, waitingFor: 0, pausing: false } as const;

test("states are the same when all their fields are", () => {
  expect(isSameState(running, { ...running })).toBe(true);
  expect(isSameState({ phase: "lobby" }, { phase: "lobby" })).toBe(true);
});

test("another phase, round, wait or pause is another state", () => {
  for (const other of [{ round: 4 }, { waitingFor: 1 }, { pausing: true }])
    expect(isSameState(running, { ...running, ...other })).toBe(false);
  expect(isSameState({ phase: "paused", round: 3 }, { phase: "finished", round: 3 })).toBe(false);
  expect(isSameState({ phase: "lobby" }, running)).toBe(false);
});
