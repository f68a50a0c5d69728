import { RunConfig } from "@honest-majority/protocol";
import type { KeptRoom } from "@honest-majority/room";
import { describe, expect, test } from "vitest";
import { planRooms } from "./planRooms";

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
const plan = (keptRooms: KeptRoom[], wanted: string[] = [], given?: RunConfig) =>
  planRooms({ keptRooms, wanted, config: given, now, newCode: () => "NEW-1" });

describe("planRooms", () => {
  const rooms = [kept("KRUM-42", 1), kept("MEAN-7", 3)];

  test("opens the newest room when no room is named", () => {
    expect(plan(rooms)).toEqual([{ code: "KRUM-42", config, kept: rooms[0] }]);
  });

  test("opens yesterday's room only when it is named", () => {
    const old = [kept("KRUM-42", 13)];
    expect(plan(old)).toEqual([{ code: "NEW-1", config }]);
    expect(plan(old, ["KRUM-42"])).toEqual([{ code: "KRUM-42", config, kept: old[0] }]);
  });

  test("opens a room that was saved while the clock was days ahead only when it is named", () => {
    const ahead = kept("AHEAD-1", -200 * 24);
    expect(plan([ahead, ...rooms])[0].code).toBe("KRUM-42");
    expect(plan([ahead])[0].code).toBe("NEW-1");
    expect(plan([ahead], ["AHEAD-1"])[0].kept).toBe(ahead);
    expect(plan([kept("MEAN-7", -1)])[0].code).toBe("MEAN-7"); // the clock was set back by an hour
  });

  test("opens a new room for a code that has no record", () => {
    expect(plan(rooms, ["CLIP-1"])).toEqual([{ code: "CLIP-1", config }]);
  });

  test("opens every named room, in that order", () => {
    expect(plan(rooms, ["MEAN-7", "CLIP-1"]).map(({ code }) => code)).toEqual(["MEAN-7", "CLIP-1"]);
  });

  test("resumes the run under the same config, and starts a new run in the same room under another", () => {
    expect(plan(rooms, ["MEAN-7"], RunConfig.parse({}))[0].kept).toBe(rooms[1]);
    const other = RunConfig.parse({ seed: 2 });
    const [planned] = plan(rooms, ["MEAN-7"], other);
    expect(planned).toEqual({ code: "MEAN-7", config: other, kept: rooms[1] });
  });

  test("resumes a run that was changed in mid-run when the settings it began with are given", () => {
    const latest = RunConfig.parse({ learningRate: 0.1 });
    const changes = { begunWith: config, round: 3, events: [] };
    const changed = { ...kept("KRUM-42", 1), config: latest, changes };
    for (const given of [config, latest, undefined])
      expect(plan([changed], [], given)).toEqual([{ code: "KRUM-42", config: latest, kept: changed }]);
    const other = RunConfig.parse({ seed: 2 });
    expect(plan([changed], [], other)).toEqual([{ code: "KRUM-42", config: other, kept: changed }]);
  });

  describe("with a room whose record is damaged", () => {
    const damaged = [{ room: "MAD-1", savedAt: now - hour, problem: "room.json cannot be used" }];
    const planDamaged = (keptRooms: KeptRoom[], wanted: string[] = []) =>
      planRooms({ keptRooms, damaged, wanted, config: undefined, now, newCode: () => "NEW-1" });
    const empty = {
      code: "MAD-1",
      config,
      warning: expect.stringMatching(/^room\.json cannot be used\. Room MAD-1 is open with nobody in it/),
    };

    test("opens it without its members, with a warning, when it is the newest or is named", () => {
      expect(planDamaged([kept("KRUM-42", 2)])).toEqual([empty]);
      expect(planDamaged([kept("KRUM-42", 0)], ["MAD-1"])).toEqual([empty]);
    });

    test("opens it with the key that it had", () => {
      const instructorToken = "secret";
      const [planned] = planRooms({
        keptRooms: [],
        damaged: [{ ...damaged[0], instructorToken }],
        wanted: [],
        config: undefined,
        now,
        newCode: () => "NEW-1",
      });
      expect(planned).toMatchObject({
        instructorToken,
        warning: expect.stringContaining("its old address for the teacher works as before"),
      });
    });

    test("opens no room that stays closed, and no other one in its place", () => {
      const closed = [{ ...damaged[0], staysClosed: true as const }];
      const codes = (wanted: string[]) =>
        planRooms({
          keptRooms: [kept("KRUM-42", 2)],
          damaged: closed,
          wanted,
          config: undefined,
          now,
          newCode: () => "NEW-1",
        }).map(({ code }) => code);
      expect(codes([])).toEqual([]);
      expect(codes(["MAD-1"])).toEqual([]);
      expect(codes(["MAD-1", "KRUM-42"])).toEqual(["KRUM-42"]);
      expect(codes(["NEW-7"])).toEqual(["NEW-7"]);
    });

    test("opens the newest room when that is whole, and the others that are named", () => {
      const whole = kept("KRUM-42", 0);
      expect(planDamaged([whole])).toEqual([{ code: "KRUM-42", config, kept: whole }]);
      expect(planDamaged([whole], ["KRUM-42", "MAD-1"]).map(({ code }) => code)).toEqual([
        "KRUM-42",
        "MAD-1",
      ]);
    });
  });
});
