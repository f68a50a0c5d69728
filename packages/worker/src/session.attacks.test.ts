import { type AttackVectors, encodeVectors } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import {
  assignment,
  FLIPPED,
  FOE,
  HONEST,
  joined,
  LATE,
  parameter,
  RANDOM,
  SILENT,
  setUp,
  task,
} from "./session.cases";

describe("createSession, attacks", () => {
  test("the honest momentum continues during a label flip, and the flipped one starts again at each flip", async () => {
    const { session, values } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0), parameter(4)); // u = 4
    await session.open(task(1, FLIPPED), parameter(8)); // u = 6; flipped v = −8
    await session.open(task(2, FLIPPED), parameter(2)); // u = 4; v = ½·(−8) + ½·(−2) = −5
    await session.open(task(3), parameter(0)); // u = 2
    await session.open(task(4, FLIPPED), parameter(10)); // v = −10, not ½·(−5) + ½·(−10)
    expect(values()).toEqual([4, -8, -5, 2, -10]);
  });

  test("another way of poisoning starts its own momentum", async () => {
    const { session, values } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0, FLIPPED), parameter(4)); // v = −4
    await session.open(task(1, RANDOM), parameter(8)); // v = −8, not ½·(−4) + ½·(−8)
    await session.open(task(2, RANDOM), parameter(2)); // v = ½·(−8) + ½·(−2) = −5
    expect(values()).toEqual([-4, -8, -5]);
  });

  test("a silent worker trains and sends nothing, and its honest momentum continues", async () => {
    const { session, values, view } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0, SILENT), parameter(4)); // u = 4
    expect(values()).toEqual([]);
    expect(view().round?.status).toBe("withheld");
    await session.open(task(1), parameter(8)); // u = ½·4 + ½·8
    expect(values()).toEqual([6]);
  });

  test("a late worker sends its update after the deadline, counted from the round's opening, while it answers the next round", async () => {
    const { session, sent, sleepers, view, holdTraining } = setUp();
    await session.joined(joined("a"));
    const release = holdTraining();
    const opened = session.open(task(0, LATE), parameter(4));
    // 1000 ms to the deadline and 250 past it, while training goes on
    expect(sleepers.map(({ ms }) => ms)).toEqual([1_250]);
    release();
    await opened;
    expect(view().round?.status).toBe("withheld");
    await session.open(task(1, SILENT), parameter(8));
    sleepers[0].wake();
    await expect.poll(() => sent.map(({ header, value }) => [header.round, value])).toEqual([[0, 4]]);
    // the refusal of the late update must not change the status of the open round
    expect(view().round).toEqual({ round: 1, role: "malicious", status: "withheld", detail: undefined });
  });

  test("a late update is not sent when its run is over", async () => {
    const { session, values, sleepers } = setUp();
    await session.joined(joined("a"));
    await session.open(task(0, LATE), parameter(4));
    await session.assigned(assignment("b"));
    sleepers[0].wake();
    await session.open(task(0, HONEST, "b"), parameter(8));
    expect(values()).toEqual([8]);
  });

  test("an attack that the coordinator computes waits for its vectors, whether the round or they arrive first", async () => {
    const header: AttackVectors = { run: "a", round: 0, arms: [0], dim: 1, codec: "float32" };
    const vectors = encodeVectors([Float32Array.of(-7)]);
    const late = setUp();
    await late.session.joined(joined("a"));
    await late.session.open(task(0, FOE), parameter(4));
    expect(late.values()).toEqual([]);
    expect(late.view().round?.status).toBe("waiting");
    await late.session.attack(header, vectors);
    expect(late.values()).toEqual([-7]);

    const early = setUp();
    await early.session.joined(joined("a"));
    const go = early.holdTraining();
    const opened = early.session.open(task(0, FOE), parameter(4));
    await early.session.attack(header, vectors);
    expect(early.values()).toEqual([]);
    go();
    await opened;
    expect(early.values()).toEqual([-7]);
  });

  test("vectors for another round are ignored", async () => {
    const { session, values } = setUp();
    await session.joined(joined("a"));
    const old: AttackVectors = { run: "a", round: 0, arms: [0], dim: 1, codec: "float32" };
    await session.attack(old, encodeVectors([Float32Array.of(7)]));
    await session.open(task(1, FOE), parameter(4));
    expect(values()).toEqual([]);
  });
});
