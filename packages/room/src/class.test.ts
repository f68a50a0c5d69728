import { AttackConfig, codecNames, PROTOCOL_VERSION } from "@honest-majority/protocol";
import { build, type Rolldown } from "vite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openClass } from "./openClass.cases";

const SHARED = Object.getOwnPropertyDescriptor(globalThis, "SharedArrayBuffer");
if (SHARED === undefined) throw new Error("Node has a SharedArrayBuffer");

describe("a class without a coordinator", () => {
  // a static page has no shared memory; it is restored because test files share their globals
  beforeEach(() => void Reflect.deleteProperty(globalThis, "SharedArrayBuffer"));
  afterEach(() => void Object.defineProperty(globalThis, "SharedArrayBuffer", SHARED));

  test("runs from the first round to the last, and learns", async () => {
    const { room, store, join, phase, problems } = await openClass({
      rounds: 30,
      arms: ["coordinateMedian"],
    });
    for (let i = 0; i < 4; i++) await join();
    expect(await room.run.command("start")).toEqual({ ok: true });
    await phase("finished");
    const { rounds } = room.record(true);
    expect(rounds.map(({ round, invited }) => [round, invited.length])).toEqual(
      Array.from({ length: 30 }, (_, round) => [round, 4]),
    );
    expect(store.records).toEqual(rounds);
    const [first, last] = [rounds[0], rounds[29]].map(
      ({ arms }) => arms[0].evaluation?.accuracy ?? Number.NaN,
    );
    expect(last).toBeGreaterThan(first + 0.2);
    expect(problems).toEqual([]);
  });

  test("counts a flip from the next round on, and continues without a worker that leaves", async () => {
    const { room, join, closed, phase, shown } = await openClass({ secret: true });
    const [ada, ben, cleo, dev] = [await join(), await join(), await join(), await join()];
    await room.run.command("step");
    await closed(1);
    const alie = { kind: "malicious", attack: { kind: "alie" } } as const;
    expect(room.members.roles.flip(dev, alie, "instructor")).toEqual({ ok: true });
    await room.run.command("step");
    await closed(2);
    expect(room.members.leave(ben)).toEqual({ ok: true });
    await room.run.command("start");
    await phase("finished");

    const { rounds } = room.record(true);
    expect(rounds.map(({ invited }) => invited)).toEqual([
      [ada, ben, cleo, dev],
      [ada, ben, cleo, dev],
      ...new Array(4).fill([ada, cleo, dev]),
    ]);
    expect(rounds.map(({ stage }) => stage?.byzantine)).toEqual([[], ...new Array(5).fill([dev])]);
    expect(rounds[1].events).toContainEqual(
      expect.objectContaining({ kind: "flipped", worker: dev, by: "instructor" }),
    );
    expect(rounds[2].events).toContainEqual(expect.objectContaining({ kind: "left", worker: ben }));
    expect(rounds.every(({ arms }) => arms.every(({ outcome }) => outcome === "stepped"))).toBe(true);
    // in a secret run, a dashboard without the instructor's token sees the same rounds, but not who attacked
    expect(shown.instructor).toEqual(rounds);
    expect(JSON.stringify(shown.watcher)).not.toMatch(/byzantine|malicious|flipped/);
    expect(shown.watcher.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("sends attack success to the instructor alone until the reveal of a secret run", async () => {
    const { room, join, closed, shown } = await openClass({ secret: true });
    const ids = [await join(), await join(), await join()];
    const backdoor = { kind: "malicious", attack: AttackConfig.parse("backdoor") } as const;
    expect(room.members.roles.flip(ids[2], backdoor, "instructor")).toEqual({ ok: true });
    await room.run.command("step");
    await closed(1);
    const hidden = () => JSON.stringify([shown.watcher, room.record(false), room.snapshot(false)]);
    expect(shown.instructor[0].arms[0].evaluation).toHaveProperty("attackSuccess");
    expect(hidden()).not.toMatch(/attackSuccess|backdoor/);
    await room.setClass({ revealed: true });
    expect(JSON.stringify(room.record(false))).toContain("attackSuccess");
  });

  test("does not wait for a worker that leaves in the middle of a round", async () => {
    const { room, join, phase } = await openClass({ rounds: 2 });
    for (let i = 0; i < 3; i++) await join();
    // joins and is ready, but has no session that answers a round
    const request = { protocol: PROTOCOL_VERSION, room: "KRUM-1", backend: "test", codecs: codecNames() };
    const silent = await room.join(request, { connection: "test", isThere: () => true });
    if (!silent.ok) throw new Error(silent.detail);
    room.ready(silent.worker.id, silent.assignment.run);
    await room.run.command("start");
    const counted = () => room.record(true).rounds.map(({ arms }) => arms[0].counted);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(counted()).toEqual([]);
    room.members.leave(silent.worker.id);
    await phase("finished");
    expect(counted()).toEqual([3, 3]);
  });

  test("keeps the roles that the instructor deals and sets while a new run is being made", async () => {
    const { room, join, phase } = await openClass({ rounds: 1 });
    const ids = [await join(), await join(), await join(), await join()];
    await room.run.command("start");
    await phase("finished");
    const again = room.run.again({});
    await Promise.resolve(); // the command came first
    const answers = await Promise.all([
      again,
      room.deal({ count: 2 }),
      room.flipByInstructor(ids[0], { kind: "malicious", attack: { kind: "zero" } }),
    ]);
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    const roles = room.members.roster.members.map(({ role }) => role.kind);
    // the last two are drawn
    expect(roles).toEqual(["malicious", "honest", "malicious", "malicious"]);
  });

  test("answers an update that comes after the room has closed as late", async () => {
    const { room, join } = await openClass();
    const id = await join();
    const silent = { protocol: PROTOCOL_VERSION, room: "KRUM-1", backend: "test", codecs: codecNames() };
    const other = await room.join(silent, { connection: "test", isThere: () => true });
    if (!other.ok) throw new Error(other.detail);
    room.ready(other.worker.id, other.assignment.run);
    await room.run.command("start");
    const { run, dim } = other.assignment;
    await room.close();
    const header = { run, round: 0, arm: 0, dim, codec: "float32", trainLoss: 1, computeMs: 1 } as const;
    for (const worker of [id, other.worker.id])
      expect(room.takeUpdate(worker, header, new Uint8Array(4 * dim))).toMatchObject({ code: "late" });
  });

  test("resumes from its record with the same workers", async () => {
    const before = await openClass();
    for (let i = 0; i < 4; i++) await before.join();
    for (const rounds of [1, 2]) {
      await before.room.run.command("step");
      await before.closed(rounds);
    }
    await before.phase("paused");
    await before.room.close();
    const kept = before.store.rooms.get("KRUM-1");
    if (kept === undefined) throw new Error("the room was not kept");
    const recorded = structuredClone(before.store.records);

    const after = await openClass({}, before.store, kept);
    for (const { token } of kept.workers) await after.join(token);
    expect(after.room.record(true).rounds).toEqual(recorded);
    await after.room.run.command("start");
    await after.phase("finished");
    const { rounds } = after.room.record(true);
    expect(rounds.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(rounds[2].events).toContainEqual(expect.objectContaining({ kind: "resumed" }));
    expect(rounds[5].invited).toEqual(kept.workers.map(({ id }) => id));
  });
});

test("the package room bundles for a browser and imports nothing from Node", async () => {
  const output = (await build({
    configFile: false,
    logLevel: "silent",
    root: import.meta.dirname,
    build: {
      write: false,
      minify: false,
      lib: { entry: "index.ts", formats: ["es"] },
      rolldownOptions: { external: /^node:|^socket\.io|^zod$|^@tensorflow/ },
    },
  })) as Rolldown.RolldownOutput[];
  const chunks = output.flatMap((bundle) => bundle.output).filter((file) => file.type === "chunk");
  const own = new Set(chunks.map(({ fileName }) => fileName));
  const imports = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
  const others = new Set(imports.filter((name) => !own.has(name)));
  expect(others).toContain("zod");
  expect([...others].filter((name) => !/^zod$|^@tensorflow\/tfjs-core$/.test(name))).toEqual([]);
});
