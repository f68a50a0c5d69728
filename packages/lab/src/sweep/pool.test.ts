import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Cell, cellsOf, SweepConfig } from "./cells";
import { CLONE_LAB_PROCESS } from "./labProcess";
import { pool } from "./pool";

vi.setConfig({ testTimeout: 120_000 }); // starts processes, on machines with two busy cores

/** An attack that kills its process. */
const DEADLY = `export default { attacks: [{
  kind: "deadly", name: "Deadly", shortName: "Deadly", group: "loud", formula: "x", sentence: "Kills.", source: "a test",
  options: {}, craft: () => process.kill(process.pid, "SIGKILL"),
}] };`;

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pool-"));
  await writeFile(join(folder, "deadly.mjs"), DEADLY);
  await writeFile(join(folder, "exits.mjs"), "process.exit(3);");
});
afterAll(() => rm(folder, { recursive: true }));

const base = { model: "softmax", workers: 3, f: 1, attackers: 1, attack: "zero", rounds: 2, batchSize: 4 };

const moduleAt = (file: string) => pathToFileURL(join(folder, file)).href;

/** Runs the cells in one process at a time, and returns what became of each. */
async function outcomes(cells: readonly Cell[], plugins: readonly string[]): Promise<unknown[]> {
  const found = new Map<string, unknown>();
  await pool({ labProcess: CLONE_LAB_PROCESS, program: NPM_SCRIPTS, plugins })({
    cells,
    processes: 1,
    dataDir: folder,
    onShare() {},
    onCell: async (id, { final }) => void found.set(id, final.rounds),
    onFailure: async ({ id }, { message }) => void found.set(id, message),
  });
  return cells.map(({ id }) => found.get(id));
}

describe("pool", () => {
  test("runs the other cells when one fails or kills its process, which is replaced", async () => {
    const over = { dataset: ["glyphs", "mnist"], seed: [1, 2] };
    const [first, last, missing] = cellsOf(SweepConfig.parse({ name: "a", base, over }));
    // not validated as in a sweep, because only the processes load the plugin
    const deadly = {
      id: "deadly",
      place: {},
      config: { ...first.config, attack: { kind: "deadly" } },
    } as unknown as Cell;
    expect(await outcomes([missing, first, deadly, last], [moduleAt("deadly.mjs")])).toEqual([
      expect.stringMatching(/^mnist: no file of mnist in /),
      2,
      expect.stringMatching(/^its process ended \((SIGKILL|exit code \d+)\)$/),
      2,
    ]);
  });

  test("ends when its processes cannot start", async () => {
    const cells = cellsOf(SweepConfig.parse({ name: "a", base, over: { seed: [1] } }));
    await expect(outcomes(cells, [moduleAt("exits.mjs")])).rejects.toThrow(
      /^a lab process ended before its first run \(exit code 3\)$/,
    );
  });
});
