import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openLaboratory } from "../run/laboratory";
import type { RunCells } from "../sweep/pool";
import { resultStore } from "../sweep/resultStore";
import { runCell } from "../sweep/runCell";
import { PRESETS } from "./presets";
import { reportAgain, reproduce } from "./reproduce";
import type { Tools } from "./reproduction";

let folder = "";
const said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "presets-"));
});
afterAll(() => rm(folder, { recursive: true }));

const laboratory = await openLaboratory("data", NPM_SCRIPTS);

/** How many parallel runs each sweep requested. */
const sideBySide: number[] = [];

/** Runs the cells one after another in this process. The pool's processes would each take seconds to start. */
const inThisProcess: RunCells = async ({ cells, processes, onShare, onCell }) => {
  sideBySide.push(processes);
  for (const { id, config } of cells) {
    await onCell(id, await runCell(laboratory, config, (share) => onShare(id, share)));
  }
};

const tools: Tools = {
  storeNamed: (name) => resultStore(join(folder, name)),
  dataDir: folder, // smoke sizes use only drawn data
  runCells: inThisProcess,
  processes: 2,
  display: { show: (line) => void said.push(line), say: (line) => void said.push(line) },
  now: () => performance.now(),
  hardware: "this machine",
  program: NPM_SCRIPTS,
};

const HEAT = [
  "accuracy.svg",
  "curves.svg",
  "heat.svg",
  "rounds.csv",
  "sweep.json",
  "table.csv",
  "table.json",
];
/** The files that each preset writes besides table.md. */
const FILES: Record<string, string[]> = {
  "byzsgdnm-table6": ["curves.svg", "rounds.csv", "seconds.svg", "sweep.json", "table.csv", "table.json"],
  "optimal-batch": [
    "accuracy.svg",
    "bound-normalized.svg",
    "bound.svg",
    "curves.svg",
    "rounds.csv",
    "sweep.json",
    "table.csv",
    "table.json",
  ],
  codecs: [
    "accuracy.svg",
    "curves.svg",
    "losses.json",
    "rounds.csv",
    "sweep.json",
    "table.csv",
    "table.json",
  ],
  heterogeneity: HEAT,
  "heterogeneity-mean": HEAT,
  "brsgd-cost": ["cost.svg", "table.csv", "times.json"],
  "brsgd-delta": ["distance.svg", "limits.json", "table.csv"],
};
const USUAL = ["accuracy.svg", "curves.svg", "rounds.csv", "sweep.json", "table.csv", "table.json"];

test.each(PRESETS.map((preset) => [preset.name, preset] as const))(
  "%s makes table, verdicts and figures from its runs, and can make the report again",
  async (name, preset) => {
    sideBySide.length = 0;
    const { markdown } = await reproduce(preset, "smoke", tools);
    // parallel runs would measure how they share the cores
    if (name !== "brsgd-cost" && name !== "brsgd-delta")
      expect(sideBySide).toEqual([name === "byzsgdnm-table6" ? 1 : 2]);
    expect(markdown).toContain(`reproduce ${name} --size smoke`);
    expect(markdown).toContain("wall-clock time");
    expect(markdown).toMatch(/^Reduced: .*: it shows that everything runs, and nothing else\.$/m);
    expect(markdown).toContain("Assumed, where the source is silent: ");
    expect(markdown).toMatch(/^\| .* \|\n\| ---/m);
    expect(markdown).toMatch(/^- [✓✗≈–] .+: .+/m);
    expect(markdown).not.toMatch(/NaN|undefined|Infinity/);

    const written = join(folder, `${name}-smoke`);
    const files = (await readdir(written)).filter((file) => file.includes(".") && file !== "table.md");
    if (Object.hasOwn(FILES, name)) expect(files.sort()).toEqual(FILES[name]);
    else expect(files).toEqual(expect.arrayContaining(USUAL));
    for (const file of files.filter((one) => one.endsWith(".svg"))) {
      const svg = await readFile(join(written, file), "utf8");
      expect(svg).toMatch(/^<svg/);
      expect(svg).toMatch(/mark-(line|rect|symbol)/);
    }
    expect((await reportAgain(preset, "smoke", tools)).markdown).toBe(markdown);
  },
);

test("every preset has a unique name, a source, and a claim", () => {
  expect(new Set(PRESETS.map(({ name }) => name)).size).toBe(PRESETS.length);
  for (const { title, source, shows } of PRESETS) expect(title && source && shows).toBeTruthy();
});
