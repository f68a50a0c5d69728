import { Arm, type Role, RunConfig, UserError } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { memoryStore, openClass } from "./openClass.cases";

/** A coordinator that is killed and started again: what it finds is what the store was last given. */
async function restarted(store: ReturnType<typeof memoryStore>, config?: RunConfig) {
  const kept = structuredClone(store.rooms.get("KRUM-1"));
  if (kept === undefined) throw new Error("restarted: the room was never saved");
  const again = await openClass({}, store, kept, config);
  const join = async () => {
    for (const { token } of kept.workers) await again.join(token);
  };
  return { ...again, join };
}

/** Four workers, of which one sends nothing: rounds stay open. */
async function openWithASilentOne(store: ReturnType<typeof memoryStore>) {
  const opened = await openClass({ rounds: 9 }, store);
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.push(await opened.join());
  const silent: Role = { kind: "malicious", attack: { kind: "silent" } };
  opened.room.members.roles.flip(ids[3], silent, "instructor");
  return opened;
}

describe("a kill after the instructor asked for a pause", () => {
  test.each(["step", "pause"] as const)("leaves the run paused: %s", async (command) => {
    const store = memoryStore();
    const { room } = await openWithASilentOne(store);
    if (command === "pause") await room.run.command("start");
    expect(await room.run.command(command)).toEqual({ ok: true });
    expect(room.snapshot(true).state).toMatchObject({ phase: "running", pausing: true });
    const again = await restarted(store);
    await again.join();
    expect(again.room.snapshot(true).state).toEqual({ phase: "paused", round: 0 });
  });

  test("a start after it is kept too", async () => {
    const store = memoryStore();
    const { room } = await openWithASilentOne(store);
    await room.run.command("step");
    await room.run.command("start");
    const again = await restarted(store);
    expect(again.room.snapshot(true).state).toMatchObject({ phase: "running", round: 0, pausing: false });
  });
});

describe("workers that had left before a kill", () => {
  test("are not waited for, take no seat, and come back with their tokens", async () => {
    const store = memoryStore();
    const { room, join } = await openClass({ rounds: 9 }, store);
    const [here, gone] = [await join(), await join()];
    room.members.leave(gone);
    store.rooms.set("KRUM-1", room.kept());
    const again = await restarted(store);
    const presences = () =>
      Object.fromEntries(again.room.members.roster.members.map(({ id, presence }) => [id, presence]));
    expect(presences()).toEqual({ [here]: "reconnecting", [gone]: "left" });
    expect(again.room.members.roster.dropOneThatLeft()).toBe(true);

    const another = await restarted(store);
    await another.join();
    expect(another.room.members.roster.members.map(({ presence }) => presence)).toEqual(["ready", "ready"]);
  });
});

describe("a run whose records cannot be continued", () => {
  test("leaves its room in the lobby, with the same workers and settings, and says so", async () => {
    const store = memoryStore();
    const { room, join, closed, phase } = await openClass({ rounds: 9 }, store);
    for (let i = 0; i < 4; i++) await join();
    await room.run.command("step");
    await closed(1);
    await phase("paused");
    store.loadRun = async () => {
      throw new UserError("records", "vectors-1.f32 is damaged");
    };
    const again = await restarted(store);
    expect(again.room.snapshot(true)).toMatchObject({
      state: { phase: "lobby" },
      config: room.snapshot(true).config,
      workers: room.snapshot(true).workers.map(({ id, name }) => ({ id, name })),
    });
    const said = /^vectors-1\.f32 is damaged\. Run run-1 cannot go on; .*Start begins a new run$/;
    expect(again.room.snapshot(true).warnings[0]).toMatch(said);
    expect(again.problems).toEqual([expect.stringMatching(said)]);
    again.problems.length = 0;
    await again.join();
    await again.room.run.command("step");
    await again.closed(1);
    expect(again.room.snapshot(true).warnings).toEqual([]);
  });

  test("are those of other rules than the room's settings name", async () => {
    const store = memoryStore();
    const { room, join, closed } = await openClass({ rounds: 9 }, store);
    for (let i = 0; i < 4; i++) await join();
    await room.run.command("step");
    await closed(1);
    const kept = store.rooms.get("KRUM-1");
    if (kept) kept.config = { ...kept.config, arms: [Arm.parse("krum"), Arm.parse("mean")] };
    const again = await restarted(store);
    expect(again.room.snapshot(true).warnings[0]).toMatch(
      /^the records are of mean, coordinateMedian, and the settings name krum, mean\. /,
    );
  });

  test("other damage is a warning, and the run goes on", async () => {
    const store = memoryStore();
    const { room, join, closed } = await openClass({ rounds: 9 }, store);
    for (let i = 0; i < 4; i++) await join();
    await room.run.command("step");
    await closed(1);
    const { loadRun } = store;
    store.loadRun = async (...asked) => ({ ...(await loadRun(...asked)), problem: "round 0 is missing" });
    const again = await restarted(store);
    expect(again.room.snapshot(true)).toMatchObject({
      state: { phase: "paused", round: 1 },
      warnings: ["round 0 is missing"],
    });
  });
});

describe("a new run of the same class", () => {
  const attack = { kind: "bitFlip", factor: 10 } as const;
  /** By place, who is malicious. */
  const places = (room: Awaited<ReturnType<typeof openClass>>["room"]) =>
    Object.fromEntries(room.snapshot(true).workers.map(({ index, role }) => [index, role?.kind]));
  const lastTwo = {
    0: "honest",
    1: "honest",
    2: "malicious",
    3: "malicious",
  };

  test("gives new places, so that `attackers: 2` makes two malicious", async () => {
    const { room, join } = await openClass({ workers: 4, attackers: 2, attack });
    const ids: string[] = [];
    for (let i = 0; i < 8; i++) ids.push(await join());
    for (const id of ids.slice(0, 4)) room.members.remove(id);
    expect(Object.keys(places(room))).toEqual(["4", "5", "6", "7"]);
    await room.run.reset();
    expect(places(room)).toEqual(lastTwo);
    expect(room.snapshot(true).workers.map(({ id }) => id)).toEqual(ids.slice(4));
  });

  test("gives the first places to those who are here, not to a lost connection", async () => {
    const { room, join } = await openClass();
    const ids = [await join(), await join(), await join()];
    room.members.disconnected(ids[0]);
    await room.run.reset();
    expect(room.snapshot(true).workers.map(({ id }) => id)).toEqual([ids[1], ids[2], ids[0]]);
  });

  test("gives places and roles also when a restart brings other settings", async () => {
    const store = memoryStore();
    const { room, join } = await openClass({}, store);
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await join());
    room.members.remove(ids[0]);
    await room.run.command("step");
    const other = RunConfig.parse({ ...room.snapshot(true).config, attackers: 2, attack });
    const again = await restarted(store, other);
    expect(again.room.snapshot(true).state).toEqual({ phase: "lobby" });
    expect(places(again.room)).toEqual(lastTwo);
  });
});
