import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventFile } from "@honest-majority/records";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cellsOf, SweepConfig } from "../sweep/cells";
import { resultStore } from "../sweep/resultStore";
import { runScalars } from "./runScalars";
import { writeSweepRuns } from "./writeEvents";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "events-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("writeSweepRuns writes a folder for each finished run, once for cells that share it", async () => {
  const over = { attack: ["alie", "foe"], delta: [0, 0.25], seed: [1] };
  const sweep = SweepConfig.parse({ name: "mine", over, select: "test" });
  const store = resultStore(join(folder, "results"));
  await store.load();
  const curve = { rounds: [0, 199], accuracy: [0.1, 0.9] };
  const final = { accuracy: 0.9, loss: 1, rounds: 200, diverged: false };
  const cells = cellsOf(sweep); // both without attackers are one run
  for (const { id, config } of cells.slice(0, 3))
    await store.keep(id, { config, final, seconds: 3, curve, backend: "wasm" });
  const events = join(folder, "events");
  expect(await writeSweepRuns(events, sweep, store)).toBe(2);
  expect((await readdir(events)).sort()).toEqual([
    "attack=alie,delta=0.25,seed=1",
    "attack=foe,delta=0,seed=1",
  ]);
  const file = await readFile(join(events, "attack=alie,delta=0.25,seed=1", "events.out.tfevents.0"));
  expect(file).toEqual(Buffer.from(eventFile(runScalars(cells[1].config, curve, 3))));
});
