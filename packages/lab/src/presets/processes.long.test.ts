/** A preset in processes of its own, as the command runs it, against the same preset in this process. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openLaboratory } from "../run/laboratory";
import { CLONE_LAB_PROCESS } from "../sweep/labProcess";
import { pool, type RunCells } from "../sweep/pool";
import { resultStore } from "../sweep/resultStore";
import { runCell } from "../sweep/runCell";
import { PRESETS } from "./presets";
import { reproduce } from "./reproduce";
import type { Report } from "./reproduction";

vi.setConfig({ testTimeout: 120_000 });
let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "processes-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("runs in separate processes, as with the command, give the same results", async () => {
  const [preset] = PRESETS;
  const said: string[] = [];
  const laboratory = await openLaboratory("data", NPM_SCRIPTS);
  const here: RunCells = async ({ cells, onCell }) => {
    for (const { id, config } of cells) await onCell(id, await runCell(laboratory, config, () => {}));
  };
  const run = (name: string, runCells: RunCells) =>
    reproduce(preset, "smoke", {
      storeNamed: (sweep) => resultStore(join(folder, name, sweep)),
      dataDir: folder, // smoke sizes use only drawn data
      runCells,
      processes: 2,
      display: { show: (line) => void said.push(line), say: (line) => void said.push(line) },
      now: () => performance.now(),
      hardware: "this machine",
      program: NPM_SCRIPTS,
    });
  const numbers = ({ markdown }: Report) => markdown.split("\n").filter((line) => /^[|-]/.test(line));
  const pooled = await run("pool", pool({ labProcess: CLONE_LAB_PROCESS, program: NPM_SCRIPTS }));
  expect(said.join("")).toContain("6 of 6");
  expect(numbers(pooled)).toEqual(numbers(await run("here", here)));
});
