import { RunConfig } from "@honest-majority/protocol";
import type { KeptRoom } from "@honest-majority/room";
import { expect, test } from "vitest";
import { reopening } from "./reopen";

const hour = 3600_000;
const now = 1000 * hour;
const config = RunConfig.parse({});
const kept = (room: string, hoursAgo: number): KeptRoom => ({
  room,
  instructorToken: "t",
  run: "r",
  config,
  phase: "running",
  workers: [],
  savedAt: now - hoursAgo * hour,
});
const rooms = [kept("KRUM-42", 1), kept("MEAN-7", 3)];

test("a restart without a word goes on in the newest room", () => {
  expect(reopening({ rooms, room: undefined, config: undefined, now })).toMatchObject({
    kept: { room: "KRUM-42" },
    goesOn: true,
  });
});

test("yesterday's class is not reopened unless it is asked for", () => {
  const old = [kept("KRUM-42", 13)];
  expect(reopening({ rooms: old, room: undefined, config: undefined, now })).toEqual({ kind: "new" });
  expect(reopening({ rooms: old, room: "KRUM-42", config: undefined, now })).toMatchObject({
    kind: "again",
    goesOn: true,
  });
});

test("a room that was never there is new", () => {
  expect(reopening({ rooms, room: "CLIP-1", config: undefined, now })).toEqual({ kind: "new" });
});

test("the same config goes on, another begins a new run in the same room", () => {
  expect(reopening({ rooms, room: "MEAN-7", config: RunConfig.parse({}), now })).toMatchObject({
    goesOn: true,
  });
  expect(reopening({ rooms, room: "MEAN-7", config: RunConfig.parse({ seed: 2 }), now })).toMatchObject({
    goesOn: false,
  });
});
