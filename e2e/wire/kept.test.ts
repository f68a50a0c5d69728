import { cp, mkdir, mkdtemp, readdir, readFile, rm, rmdir, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileRunStore } from "@honest-majority/coordinator/records/fileRunStore";
import { ROUNDS_AHEAD, RunConfig, type RunConfigInput } from "@honest-majority/protocol";
import { describe, expect, onTestFinished, test } from "vitest";
import { watchAsInstructor } from "../src/coordinator/instructor";
import { type LocalCoordinator, SMALL, startLocalCoordinator } from "../src/coordinator/local";

/** A coordinator, and the room that the next one would find on disk if it were killed now. */
async function startFragileCoordinator(config: RunConfigInput = {}) {
  const folder = await mkdtemp(join(tmpdir(), "kept-"));
  const records = join(folder, "records");
  const local = await startLocalCoordinator({ rounds: 9, ...config }, folder);
  onTestFinished(async () => {
    await local.close();
    await rm(folder, { recursive: true, force: true });
  });
  const killedNow = async () => {
    const whole = (path: string) => !path.endsWith(".tmp"); // a temporary file may be renamed while it is copied
    await cp(records, join(folder, "copy"), { recursive: true, filter: whole });
    const store = await fileRunStore(join(folder, "copy"));
    const { rooms } = await store.loadRooms();
    const [room] = rooms;
    await store.close();
    await rm(join(folder, "copy"), { recursive: true });
    return room;
  };
  return { local, records, killedNow };
}

/** A change of roles is saved a little later; a reset right after it must be saved without that delay. */
async function keepTheSaverBusy(worker: Awaited<ReturnType<LocalCoordinator["worker"]>>) {
  for (const factor of [2, 3, 4]) {
    const role = { kind: "malicious", attack: { kind: "bitFlip", factor } } as const;
    await worker.socket.emitWithAck("worker:flip", { role });
  }
}

describe("records on disk", () => {
  test("a reset or a configuration is on disk before its answer is sent", async () => {
    const { local, killedNow } = await startFragileCoordinator();
    const worker = await local.worker();
    const dashboard = await local.dashboard();
    await dashboard.emitWithAck("run:step");
    await expect.poll(() => local.heard.length).toBe(1);
    await keepTheSaverBusy(worker);
    await dashboard.emitWithAck("run:reset");
    expect(await killedNow()).toMatchObject({ phase: "lobby", config: { rounds: 9 } });
    await keepTheSaverBusy(worker);
    await dashboard.emitWithAck("run:configure", { ...SMALL, rounds: 77 });
    expect(await killedNow()).toMatchObject({
      phase: "lobby",
      config: RunConfig.parse({ ...SMALL, rounds: 77 }),
    });
  });

  test("a round that cannot be written is not announced and runs again from the same parameters", async () => {
    const { local, records } = await startFragileCoordinator({ rounds: 4, arms: ["mean"], learningRate: 1 });
    const seen: [number, number][] = [];
    await local.worker({
      join: { name: "Ada" },
      update: (parameters, { round }) => {
        seen.push([round, parameters[7]]);
        return new Float32Array(parameters.length).fill(0.25);
      },
    });
    const dashboard = await local.dashboard();
    const warned = new Promise<string[]>((resolve) =>
      dashboard.on("workers:changed", ({ warnings = [] }) => warnings.length > 0 && resolve(warnings)),
    );
    await dashboard.emitWithAck("run:step");
    await expect.poll(() => local.heard.length).toBe(1);
    const [run] = await readdir(join(records, local.room)).then((names) =>
      names.filter((n) => n !== "room.json"),
    );
    const obstacle = join(records, local.room, run, "vectors-2.f32.tmp"); // the temporary file of round 1's vectors
    await mkdir(obstacle);
    await dashboard.emitWithAck("run:start");
    expect((await warned).join()).toMatch(/^round 1 could not be closed: .*vectors-2\.f32 .*paused/);
    expect(await local.record()).toMatchObject({
      state: { phase: "paused", round: 1 },
      rounds: [{ round: 0 }],
    });

    // a worker that joins meanwhile is in the class, and on disk later
    const keys = join(records, "..", "keys", local.room, "keys.json");
    await mkdir(`${keys}.tmp`);
    const ben = await local.worker({
      join: { name: "Ben" },
      update: ({ length }) => new Float32Array(length).fill(0.25),
    });
    await expect.poll(() => local.log.join()).toMatch(/keys\.json cannot be written/);
    await rmdir(`${keys}.tmp`);

    await rmdir(obstacle);
    await dashboard.emitWithAck("run:start");
    await expect.poll(async () => (await local.record()).state.phase, { timeout: 20_000 }).toBe("finished");
    const kept = (await readFile(join(records, local.room, run, "rounds.jsonl"), "utf8")).trim().split("\n");
    expect(kept.map((line) => JSON.parse(line).round)).toEqual([0, 1, 2, 3]);
    expect(local.heard.map(({ round }) => round)).toEqual([0, 1, 2, 3]);
    // a step is −0.25; whenever a round opened, it brought the same parameters
    const start = seen[0][1];
    for (const [round, value] of seen) expect(value - start).toBeCloseTo(-0.25 * round, 5);
    // rounds 0 and 1, those that opened ahead of the record of round 1, and all from round 1 on again
    const rounds = seen.map(([round]) => round);
    expect(rounds.slice(0, 2)).toEqual([0, 1]);
    expect(rounds.slice(-3)).toEqual([1, 2, 3]);
    expect(rounds.length).toBeLessThanOrEqual(5 + ROUNDS_AHEAD);
    expect(await readFile(keys, "utf8")).toContain(ben.joined.worker.token);
    // events before the failed round are still reported
    expect(local.heard[0].events.map(({ kind }) => kind)).toContain("joined");
  });

  test("a damaged room opens in its lobby with a warning, and the others as they were", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kept-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const rooms = ["RUN-1", "RUN-2", "ROOM-3"];
    const before = await startLocalCoordinator({ rounds: 9, workers: 1 }, folder, rooms);
    for (const { room, instructorToken: token } of [before.coordinator, ...before.coordinator.others]) {
      const worker = await before.worker({ room });
      const instructor = await watchAsInstructor({ url: before.url, token, room });
      await instructor.command("step");
      await instructor.until(() => instructor.state.phase === "paused", "a round was closed");
      instructor.close();
      worker.close();
    }
    await before.close();
    const records = join(folder, "records");
    const [run] = (await readdir(join(records, "RUN-1"))).filter((name) => name !== "room.json");
    await truncate(join(records, "RUN-1", run, "vectors-1.f32"), 100);
    await truncate(join(records, "ROOM-3", "room.json"), 100);

    const after = await startLocalCoordinator({ rounds: 9, workers: 1 }, folder, rooms);
    onTestFinished(() => after.close());
    const states = rooms.map(
      async (room) => (await (await fetch(`${after.url}/api/rooms/${room}`)).json()).state,
    );
    expect(await Promise.all(states)).toEqual([
      { phase: "lobby" },
      { phase: "paused", round: 1 },
      { phase: "lobby" },
    ]);
    expect(after.log).toEqual([
      expect.stringMatching(
        /RUN-1.*vectors-1\.f32 must have \d+ or \d+ bytes .* it has 100\. Run .* cannot go on/,
      ),
      expect.stringMatching(/ROOM-3.room\.json cannot be used \(it is not JSON\)/),
    ]);
    const dashboard = await watchAsInstructor({ url: after.url, token: after.coordinator.instructorToken });
    onTestFinished(() => dashboard.close());
    expect(dashboard.watching.warnings[0]).toBe(after.log[0]);
    const keyOf = ({ coordinator: { others } }: LocalCoordinator) =>
      others.find(({ room }) => room === "ROOM-3")?.instructorToken;
    expect(keyOf(after)).toBe(keyOf(before));
  });

  test("a room of another version or a plugin stays closed and whole, and the others open", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kept-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const start = (rooms: string[]) => startLocalCoordinator({ workers: 1 }, folder, rooms);
    await (await start(["ROOM-1", "ROOM-2"])).close();
    const files = [
      join(folder, "records", "ROOM-1", "room.json"),
      join(folder, "keys", "ROOM-1", "keys.json"),
    ];
    const record = JSON.parse(await readFile(files[0], "utf8"));
    await writeFile(files[0], JSON.stringify({ ...record, config: { ...record.config, tempo: 1 } }));
    const texts = () => Promise.all(files.map((path) => readFile(path, "utf8")));
    const before = await texts();

    await expect(start(["ROOM-1"])).rejects.toThrow("There is no other room to open");
    const local = await start(["ROOM-1", "ROOM-2"]);
    expect(local.room).toBe("ROOM-2");
    expect(local.coordinator.others).toEqual([]);
    expect(local.log).toEqual([
      expect.stringMatching(
        /ROOM-1.room\.json names what .*\(config\.tempo\): start with .*ROOM-1 is not opened/,
      ),
    ]);
    await local.close();
    expect(await texts()).toEqual(before);
  });

  test("a room whose data set is not here stays closed and whole, and the others open", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kept-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await (await startLocalCoordinator({ workers: 1 }, folder, ["ROOM-1", "ROOM-2"])).close();
    const path = join(folder, "records", "ROOM-1", "room.json");
    const record = JSON.parse(await readFile(path, "utf8"));
    const text = JSON.stringify({ ...record, config: { ...record.config, dataset: "mnist" } });
    await writeFile(path, text);
    const start = (rooms: string[]) => startLocalCoordinator({}, folder, rooms, { config: undefined });
    const sentence =
      /no file of mnist in .*npm run data -- mnist.*\. Room ROOM-1 is not opened, and its files/;
    await expect(start(["ROOM-1"])).rejects.toThrow(sentence);
    const local = await start(["ROOM-1", "ROOM-2"]);
    expect(local.room).toBe("ROOM-2");
    expect(local.log).toEqual([expect.stringMatching(sentence)]);
    const dashboard = await watchAsInstructor({ url: local.url, token: local.coordinator.instructorToken });
    expect(dashboard.watching.warnings).toEqual(local.log);
    dashboard.close();
    await local.close();
    expect(await readFile(path, "utf8")).toBe(text);
  });
});
