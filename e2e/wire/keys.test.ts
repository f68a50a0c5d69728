/** A records folder can be handed on: nothing in it lets anybody act as the teacher or as a worker. */
import { cp, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startLocalCoordinator } from "../src/coordinator/local";

let once: string;
let instructorToken: string;
let tokens: string[];
beforeAll(async () => {
  once = await mkdtemp(join(tmpdir(), "keys-"));
  ({ instructorToken, tokens } = await runClass(once));
});
afterAll(() => rm(once, { recursive: true }));

/** A copy of the folders of the class that was run. */
async function homeAfterClass(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "keys-"));
  onTestFinished(() => rm(home, { recursive: true }));
  await cp(once, home, { recursive: true, preserveTimestamps: true });
  return home;
}

/** Every byte of every file, with its name. */
async function bytesOf(folder: string): Promise<string> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((f) => f.isFile());
  const all = files.map(
    async ({ parentPath, name }) => name + (await readFile(join(parentPath, name), "latin1")),
  );
  return (await Promise.all(all)).join("\n");
}

/** Runs a class of two workers to its end; a third one was removed before. */
async function runClass(home: string) {
  const local = await startLocalCoordinator({ rounds: 2, workers: 2 }, home, ["KRUM-42"]);
  const workers = [
    await local.worker({ join: { name: "Ada" } }),
    await local.worker({ join: { name: "Ben" } }),
  ];
  const dashboard = await local.dashboard();
  await dashboard.emitWithAck("worker:remove", { worker: workers[1].joined.worker.id });
  const third = await local.worker({ join: { name: "Cleo" } });
  const finished = new Promise<void>((resolve) =>
    dashboard.on("run:changed", ({ phase }) => phase === "finished" && resolve()),
  );
  await dashboard.emitWithAck("run:start");
  await finished;
  const held = [...workers, third].map(({ joined }) => joined.worker.token);
  await local.close();
  return { instructorToken: local.coordinator.instructorToken, tokens: held };
}

describe("the records folder of a class that was run", () => {
  test("holds no token and no key of https, in any byte; the keys folder does", async () => {
    const home = await homeAfterClass();
    const records = await bytesOf(join(home, "records"));
    const keys = await bytesOf(join(home, "keys"));
    expect(records).toContain("rounds.jsonl");
    expect(records).toContain("Cleo");
    for (const token of [instructorToken, ...tokens]) {
      expect(token).toMatch(/^[\w-]{22}$/);
      expect(records).not.toContain(token);
    }
    expect(records).not.toMatch(/PRIVATE KEY|[Tt]oken/);
    for (const token of [instructorToken, tokens[0], tokens[2]]) expect(keys).toContain(token);
    expect(keys).toContain("PRIVATE KEY");
    expect(keys).not.toContain("Cleo");
  });

  test("opens elsewhere without its keys: readable, with another key of the teacher, and a warning", async () => {
    const home = await homeAfterClass();
    await rm(join(home, "keys"), { recursive: true });
    const local = await startLocalCoordinator({ rounds: 2, workers: 2 }, home, ["KRUM-42"]);
    onTestFinished(() => local.close());
    expect(local.coordinator.instructorToken).not.toBe(instructorToken);
    expect(local.log).toEqual([
      expect.stringMatching(
        /keys\.json cannot be used \(it is missing\)\. Room KRUM-42 opens without its keys/,
      ),
    ]);
    const { rounds } = await local.record(local.coordinator.instructorToken);
    expect(rounds).toHaveLength(2);
    await expect(local.dashboard(instructorToken)).rejects.toThrow(/wrong-token/);
    const ada = await local.worker({ join: { token: tokens[0] } });
    expect(tokens).not.toContain(ada.joined.worker.token);
  });

  test("loses a class that was not open for --keep-days, at a start of another one after one that found it old", async () => {
    const home = await homeAfterClass();
    const path = join(home, "records", "KRUM-42", "room.json");
    const room = JSON.parse(await readFile(path, "utf8"));
    const dayAgo = Date.now() - 25 * 3600 * 1000;
    await writeFile(path, JSON.stringify({ ...room, savedAt: dayAgo }));
    await utimes(path, dayAgo / 1000, dayAgo / 1000);
    const first = await startLocalCoordinator({}, home, ["MEAN-7"], { keepDays: 1 });
    await first.close();
    expect(first.log).toEqual([]);
    const notes = join(home, "records", "overdue.json");
    expect(Object.keys(JSON.parse(await readFile(notes, "utf8")))).toEqual(["KRUM-42"]);
    await writeFile(notes, JSON.stringify({ "KRUM-42": dayAgo })); // another day passes
    const local = await startLocalCoordinator({}, home, ["MEAN-7"], { keepDays: 1 });
    onTestFinished(() => local.close());
    expect(local.log).toEqual([
      expect.stringMatching(/^Room KRUM-42 was last open 1 days ago, and is deleted/),
    ]);
    expect(await bytesOf(home)).not.toContain("KRUM-42");
  });
});
