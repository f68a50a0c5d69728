import {
  Arm,
  codecNames,
  decodeVectors,
  PROTOCOL_VERSION,
  type Role,
  type RoundRecord,
} from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { memoryStore, openClass } from "./openClass.cases";

const LIAR: Role = { kind: "malicious", attack: { kind: "signFlip", factor: 1 } };
const norms = ({ arms }: RoundRecord) => arms.map(({ aggregateNorm }) => aggregateNorm);
const [mean, krum] = [Arm.parse("mean"), Arm.parse("krum")];

/** A paused class of four after `rounds` rounds. */
async function paused(rounds: number, config: Parameters<typeof openClass>[0] = {}) {
  const opened = await openClass(config);
  for (let i = 0; i < 4; i++) await opened.join();
  for (let round = 1; round <= rounds; round++) {
    await opened.room.run.command("step");
    await opened.closed(round);
    await opened.phase("paused");
  }
  return opened;
}

describe("again", () => {
  test("runs the same settings from fresh parameters with everyone honest, and starts by itself", async () => {
    const { room, store, join, phase, closed } = await openClass({ rounds: 2 });
    const ids = [await join(), await join(), await join(), await join()];
    await room.run.command("start");
    await phase("finished");
    const first = [...room.record(true).rounds];
    room.members.roles.flip(ids[3], LIAR, "instructor");
    expect(await room.run.again({})).toEqual({ ok: true });
    // the kept record says that the new run is to start, before the answer
    expect(store.rooms.get("KRUM-1")).toMatchObject({ run: "run-2", phase: "running" });
    await closed(2);
    await phase("finished");
    const { rounds } = room.record(true);
    expect(rounds.map(norms)).toEqual(first.map(norms));
    expect(rounds.map(({ stage }) => stage?.byzantine)).toEqual([[], []]);
    expect(rounds[0].invited).toEqual(ids);
    expect(rounds.flatMap(({ events }) => events.map(({ kind }) => kind))).not.toContain("flipped");
  });

  test("keeps every role when asked to, and gives the roles of the config when it sets them", async () => {
    const { room, join, phase } = await openClass({ rounds: 1 });
    const ids = [await join(), await join(), await join()];
    await room.run.command("start");
    await phase("finished");
    room.members.roles.flip(ids[0], LIAR, "instructor");
    await room.run.again({ keepRoles: true });
    await phase("finished");
    expect(room.record(true).rounds[0].stage?.byzantine).toEqual([ids[0]]);

    await room.run.configure({
      ...room.snapshot(true).config,
      workers: 3,
      attackers: 1,
      attack: LIAR.attack,
    });
    room.members.roles.flip(ids[0], LIAR, "instructor");
    await expect.poll(() => room.members.roster.ready.length).toBe(3);
    await room.run.command("start");
    await phase("finished");
    await room.run.again({});
    await phase("finished");
    expect(room.record(true).rounds[0].stage?.byzantine).toEqual([ids[2]]);
  });

  test("waits for all the workers that were there; in the lobby it is a start", async () => {
    const { room, join, phase } = await openClass({ rounds: 3 });
    for (let i = 0; i < 3; i++) await join();
    expect(await room.run.again({})).toEqual({ ok: true });
    expect(room.snapshot(true).run).toBe("run-1");
    await phase("finished");
    // a fourth worker comes, and does not load its shard of the new run
    const request = { protocol: PROTOCOL_VERSION, room: "KRUM-1", backend: "test", codecs: codecNames() };
    const slow = await room.join(request, { connection: "test", isThere: () => true });
    if (!slow.ok) throw new Error(slow.detail);
    expect(await room.run.again({})).toEqual({ ok: true });
    await expect.poll(() => room.members.roster.ready.length).toBe(3);
    const state = { phase: "running", round: 0, waitingFor: 1, pausing: false };
    expect(room.snapshot(true).state).toEqual(state);
    room.ready(slow.worker.id, room.snapshot(true).run);
    expect(room.snapshot(true).state).toEqual({ ...state, waitingFor: 0 });
  });

  test("survives a kill before its first round: the new run starts when the workers are back", async () => {
    const before = await openClass({ rounds: 1 });
    for (let i = 0; i < 3; i++) await before.join();
    await before.room.run.command("start");
    await before.phase("finished");
    const again = before.room.run.again({});
    await again;
    const kept = structuredClone(before.store.rooms.get("KRUM-1"));
    if (kept === undefined) throw new Error("the room was not kept");
    await before.room.close();
    const after = await openClass({}, memoryStore(), kept);
    const [first, second, third] = kept.workers;
    await after.join(first.token);
    await after.join(second.token);
    expect(after.room.snapshot(true).state).toMatchObject({ phase: "running", round: 0, waitingFor: 1 });
    await after.join(third.token);
    await after.phase("finished");
    expect(after.room.record(true).rounds).toHaveLength(1);
    expect(after.room.snapshot(true).run).toBe("run-2");
  });
});

describe("addArm", () => {
  test("in mid-run, the arm takes part from the next round on and starts from the parameters of the arm named", async () => {
    const { room, store, opened, closed } = await paused(2);
    expect(await room.run.addArm({ arm: krum, from: "coordinateMedian" })).toMatchObject({ ok: true });
    expect(store.rooms.get("KRUM-1")?.config.arms).toHaveLength(3);
    expect(room.snapshot(true).config.arms[2]).toEqual(krum);
    await room.run.command("step");
    await closed(3);
    const { task, parameters } = opened.filter(({ task }) => task.round === 2)[0];
    expect(task.arms).toEqual([0, 1, 2]);
    const [mean, median, added] = decodeVectors(parameters, {
      count: 3,
      length: task.dim,
      codec: task.codec,
    });
    expect(added).toEqual(median);
    expect(added).not.toEqual(mean);
    const { arms, events } = room.record(true).rounds[2];
    expect(arms.map(({ label, outcome }) => [label, outcome])).toEqual([
      ["mean", "stepped"],
      ["coordinateMedian", "stepped"],
      ["krum", "stepped"],
    ]);
    expect(events).toEqual([{ kind: "arm-added", arm: "krum", from: "coordinateMedian" }]);
  });

  test("starts from the first arm unless another is named, with a momentum and a last aggregate of its own", async () => {
    const { room, closed } = await paused(2, { arms: ["mean", "coordinateMedian"] });
    await room.run.addArm({ arm: { ...mean, label: "twin" } });
    await room.run.command("step");
    await closed(3);
    const [{ aggregateNorm: old }, , { aggregateNorm: fresh }] = room.record(true).rounds[2].arms;
    // u = g in the arm's first round, where the older arm has 0.9·u + 0.1·g
    expect(fresh).not.toBeCloseTo(old ?? Number.NaN, 3);
    const again = await paused(0, { arms: ["mean"], algorithm: { momentum: 0 }, rounds: 4 });
    await again.room.run.command("step");
    await again.closed(1);
    await again.room.run.addArm({ arm: { ...mean, label: "twin" } });
    await again.room.run.command("start");
    await again.phase("finished");
    // without momentum and from the same parameters, the two are one
    for (const { arms } of again.room.record(true).rounds.slice(1))
      expect(arms[1].aggregateNorm).toBe(arms[0].aggregateNorm);
  });

  test("while a round is open, the answer comes after the round, and the round keeps its arms", async () => {
    const { room, opened, phase } = await paused(0, { rounds: 4 });
    await room.run.command("start");
    expect(await room.run.addArm({ arm: krum })).toMatchObject({ ok: true });
    await phase("finished");
    const { rounds } = room.record(true);
    const sizes = rounds.map(({ arms }) => arms.length);
    const first = sizes.indexOf(3);
    expect(first).toBeGreaterThan(0);
    expect(sizes).toEqual(sizes.map((_, round) => (round < first ? 2 : 3)));
    for (const { task } of opened) expect(task.arms).toHaveLength(sizes[task.round]);
    expect(rounds[first].events).toContainEqual({ kind: "arm-added", arm: "krum", from: "mean" });
  });

  test("in the lobby, makes a new run with the arm", async () => {
    const { room } = await paused(0);
    expect(await room.run.addArm({ arm: krum })).toMatchObject({ ok: true });
    expect(room.snapshot(true)).toMatchObject({ run: "run-2", state: { phase: "lobby" } });
    expect(room.snapshot(true).config.arms).toHaveLength(3);
  });

  test("is refused with a sentence for a label that is taken, a ninth arm, an unknown start and a finished run", async () => {
    const { room, phase } = await paused(1, { rounds: 2 });
    const detail = async (...request: Parameters<typeof room.run.addArm>) => {
      const answer = await room.run.addArm(...request);
      return answer.ok ? undefined : `${answer.code}: ${answer.detail}`;
    };
    expect(await detail({ arm: mean })).toBe(
      'bad-config: the run already has "Mean": choose another rule, or give this one a label of its own',
    );
    expect(await detail({ arm: krum, from: "median" })).toBe(
      'bad-config: from: no rule is labelled "median"; there are mean, coordinateMedian',
    );
    for (let i = 3; i <= 8; i++) expect(await detail({ arm: { ...mean, label: `${i}` } })).toBeUndefined();
    expect(await detail({ arm: krum })).toBe(
      "bad-config: a run has at most 8 rules: remove one in the settings of the next run",
    );
    await room.run.command("start");
    await phase("finished");
    expect(room.record(true).rounds[1].arms).toHaveLength(8);
  });

  test("is refused when the run is finished, also when it finishes with the round that was open", async () => {
    const { room, join, phase } = await openClass({ rounds: 1 });
    for (let i = 0; i < 3; i++) await join();
    await room.run.command("start");
    const refusal = {
      ok: false,
      code: "wrong-phase",
      detail: "the run is finished: press Again, then change the new run",
    };
    expect(await room.run.addArm({ arm: krum })).toEqual(refusal);
    await phase("finished");
    expect(await room.run.addArm({ arm: krum })).toEqual(refusal);
    expect(room.snapshot(true).config.arms).toHaveLength(2);
  });
});

describe("configure in mid-run", () => {
  const change = (room: { snapshot(truth: boolean): { config: object } }, settings: object) => ({
    ...room.snapshot(true).config,
    ...settings,
  });

  test("settings that may change count from the next round on, and stand in its record and in the kept room", async () => {
    const { room, store, closed, phase } = await paused(1);
    const answer = await room.run.configure(
      change(room, { learningRate: 0.01, rounds: 3, arms: ["mean", "coordinateMedian", "krum"] }),
    );
    expect(answer).toMatchObject({ ok: true, config: { learningRate: 0.01, rounds: 3 } });
    expect(store.rooms.get("KRUM-1")?.config).toMatchObject({ learningRate: 0.01, rounds: 3 });
    expect(room.snapshot(true)).toMatchObject({ run: "run-1", config: { learningRate: 0.01 } });
    await room.run.command("start");
    await phase("finished");
    await closed(3);
    const { rounds } = room.record(true);
    expect(rounds.map(({ arms }) => arms.map(({ learningRate }) => learningRate))).toEqual([
      [0.3, 0.3],
      [0.01, 0.01, 0.01],
      [0.01, 0.01, 0.01],
    ]);
    expect(rounds[1].events).toEqual([
      { kind: "changed", settings: ["learningRate", "rounds"] },
      { kind: "arm-added", arm: "krum", from: "mean" },
    ]);
  });

  test("another f reaches the rules, and another quorum the decision to open a round", async () => {
    const { room, closed } = await paused(1);
    await room.run.configure(change(room, { f: 0, quorum: 4 }));
    await room.run.command("step");
    await closed(2);
    expect(room.record(true).rounds[1].arms[0]).toMatchObject({ expectedByzantine: 0, outcome: "stepped" });
    room.members.leave(room.members.roster.ready[0]);
    await room.run.command("start");
    expect(room.snapshot(true).state).toMatchObject({ phase: "running", waitingFor: 1 });
  });

  test("names every setting that waits for a reset, and changes nothing", async () => {
    const { room } = await paused(1);
    const before = room.snapshot(true).config;
    const refused = await room.run.configure(change(room, { learningRate: 0.01, batchSize: 8, seed: 9 }));
    expect(refused).toEqual({
      ok: false,
      code: "wrong-phase",
      detail: "the run is paused, and these settings wait for a reset: Seed; Batch size B",
    });
    expect(room.snapshot(true).config).toEqual(before);
  });

  test("refuses fewer rounds than are done and the next one", async () => {
    const { room, phase } = await paused(2);
    expect(await room.run.configure(change(room, { rounds: 2 }))).toMatchObject({
      code: "bad-config",
      detail: "rounds: must be at least 3, since round 2 comes next; got 2",
    });
    expect(await room.run.configure(change(room, { rounds: 3 }))).toMatchObject({ ok: true });
    await room.run.command("start");
    await phase("finished");
    expect(room.record(true).rounds).toHaveLength(3);
  });

  test("a change that the disk refuses leaves the run as it was", async () => {
    const { room, store, closed } = await paused(1);
    const { saveRoom } = store;
    store.saveRoom = async () => {
      throw new Error("the disk is full");
    };
    await expect(room.run.addArm({ arm: krum })).rejects.toThrow("the disk is full");
    store.saveRoom = saveRoom;
    expect(room.snapshot(true).config.arms).toHaveLength(2);
    await room.run.command("step");
    await closed(2);
    expect(room.record(true).rounds[1].arms).toHaveLength(2);
    expect(await room.run.addArm({ arm: krum })).toMatchObject({ ok: true });
  });
});
