import { describe, expect, test } from "vitest";
import { memoryStore, openClass } from "./openClass.cases";

const byzantine = (store: ReturnType<typeof memoryStore>) =>
  store.records.map(({ stage }) => stage?.byzantine.length);

async function finished(config: object, store = memoryStore()) {
  const opened = await openClass({ attack: "bitFlip", ...config }, store);
  for (let i = 0; i < 4; i++) await opened.join();
  await opened.room.run.command("start");
  await expect.poll(() => opened.room.snapshot(true).state.phase).toBe("finished");
  return { ...opened, store };
}

describe("attackers at start", () => {
  test("of 0 make everybody honest who lied in the run before, without an event, and leave flips alone", async () => {
    const { room, join, closed, phase, store } = await finished({ workers: 4, rounds: 2, attackers: 2 });
    expect(byzantine(store)).toEqual([2, 2]);

    const play = async () => {
      await expect.poll(() => room.members.roster.ready.length).toBe(room.members.roster.members.length);
      await room.run.command("step");
      await closed(1);
      await phase("paused");
      return store.records[0].stage?.byzantine;
    };
    const nobody = { ...room.snapshot(true).config, attackers: 0 };
    expect(await room.run.configure(nobody)).toMatchObject({ ok: true });
    expect(await play()).toEqual([]);
    expect(store.records[0].events.map(({ kind }) => kind)).not.toContain("flipped");

    const LIAR = { kind: "malicious", attack: { kind: "bitFlip", factor: 10 } } as const;
    const [flipped] = room.members.roster.members.map(({ id }) => id);
    room.members.roles.flip(flipped, LIAR, "instructor");
    const late = await join();
    expect(room.members.roster.find(late)?.role.kind).toBe("honest");
    await room.run.command("step");
    await closed(2);
    expect(store.records[1].stage?.byzantine).toEqual([flipped]);

    await phase("finished");
    expect(await room.run.again({ keepRoles: true })).toEqual({ ok: true });
    await closed(2);
    expect(store.records[0].stage?.byzantine).toEqual([flipped]);
    await phase("finished");
    await room.run.reset();
    expect(await play()).toEqual([]);
  });

  test("are named in the record of each run, also those that lied in the run before", async () => {
    const { room, closed, store } = await finished({ workers: 4, rounds: 2, attackers: 2 });
    const next = { ...room.snapshot(true).config, attackers: 3 };
    expect(await room.run.configure(next)).toMatchObject({ ok: true });
    await expect.poll(() => room.members.roster.ready.length).toBe(4);
    await room.run.command("step");
    await closed(1);
    const named = store.records[0].events.flatMap((event) =>
      event.kind === "flipped" ? [event.worker] : [],
    );
    expect(named.sort()).toEqual(store.records[0].stage?.byzantine.toSorted());
    expect(named).toHaveLength(3);
  });
});

describe("attackers by round", () => {
  test("turn malicious and honest again at the rounds of the settings, and the record says by what", async () => {
    const { store } = await finished({ turns: "1:1, 3:2, 4:0" });
    expect(byzantine(store)).toEqual([0, 1, 1, 2, 0, 0]);
    const flips = store.records.map(({ events }) =>
      events.flatMap((event) => (event.kind === "flipped" ? [event.by] : [])),
    );
    expect(flips).toEqual([[], ["config"], [], ["config"], ["config", "config"], []]);
  });

  test("a worker that joins after a turn has the role of its place", async () => {
    const store = memoryStore();
    const { room, join } = await openClass({ attack: "bitFlip", turns: "1:1", rounds: 3, quorum: 2 }, store);
    for (let i = 0; i < 3; i++) await join();
    await room.run.command("step");
    await expect.poll(() => store.records.length).toBe(1);
    await room.run.command("step");
    await expect.poll(() => store.records.length).toBe(2);
    expect(byzantine(store)).toEqual([0, 0]); // the malicious place is still empty
    const late = await join();
    expect(room.members.roster.find(late)?.role.kind).toBe("malicious");
  });

  test("start when the rounds before them are on disk, which would run again after a failure", async () => {
    const store = memoryStore();
    const onDisk: number[] = [];
    const { room, join } = await openClass({ attack: "bitFlip", turns: "2:1, 4:0", rounds: 6 }, store);
    const change = room.members.rolesChangeAt.bind(room.members);
    room.members.rolesChangeAt = (round, config) => {
      onDisk[round] = store.records.length;
      return change(round, config);
    };
    for (let i = 0; i < 4; i++) await join();
    await room.run.command("start");
    await expect.poll(() => room.snapshot(true).state.phase).toBe("finished");
    expect([onDisk[2], onDisk[4]]).toEqual([2, 4]);
    expect(onDisk[3]).toBeLessThan(3);
    expect(byzantine(store)).toEqual([0, 0, 1, 1, 0, 0]);
  });

  test("a new run begins before the turns", async () => {
    const { room } = await finished({ turns: "1:4" });
    const roles = () => room.members.roster.members.map(({ role }) => role.kind);
    expect(roles()).toEqual(Array(4).fill("malicious"));
    await room.run.reset();
    expect(roles()).toEqual(Array(4).fill("honest"));
  });
});
