import { describe, expect, test } from "vitest";
import { isPresent, isSilent, type StatusFacts, WORKER_STATUSES } from "./workerStatus";

const entries = Object.entries<StatusFacts>(WORKER_STATUSES);

describe("WORKER_STATUSES", () => {
  test("say something on the worker's page in every state of its connection and of its round", () => {
    const mute = entries.filter(([, { link, round, says }]) => (link || round) && !says);
    expect(mute).toEqual([]);
  });

  test("have a shape and words of their own on tiles", () => {
    const tiles = entries.flatMap(([, { tile }]) => tile ?? []);
    expect(new Set(tiles.map(({ shape }) => shape)).size).toBe(tiles.length);
    expect(new Set(tiles.map(({ says }) => says)).size).toBe(tiles.length);
  });

  test("show on a tile all that the coordinator knows between rounds", () => {
    expect(entries.filter(([, { presence, tile }]) => presence && !tile)).toEqual([]);
  });

  test("have between none and all of a round's work done", () => {
    for (const [status, { round }] of entries) {
      if (round === undefined) continue;
      expect(round.done, status).toBeGreaterThan(0);
      expect(round.done, status).toBeLessThanOrEqual(1);
    }
  });
});

describe("isSilent", () => {
  test("is true of who is away, and of who missed three rounds in a row", () => {
    expect(isPresent("loading")).toBe(true);
    expect(isSilent({ presence: "reconnecting" })).toBe(true);
    expect([2, 3].map((missed) => isSilent({ presence: "ready", missed }))).toEqual([false, true]);
  });
});
