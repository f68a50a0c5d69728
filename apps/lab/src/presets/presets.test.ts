import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { display } from "../progress";
import { resultStore } from "../sweep/resultStore";
import { PRESETS } from "./presets";
import { reportAgain, reproduce } from "./reproduce";
import type { Tools } from "./reproduction";

let folder = "";
const said: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "presets-"));
});
afterAll(() => rm(folder, { recursive: true }));

const tools: Tools = {
  storeNamed: (name) => resultStore(join(folder, name)),
  dataDir: folder, // smoke sizes take drawn data alone
  processes: 1,
  display: display({ isTerminal: true, write: (text) => void said.push(text), now: () => 0 }),
  now: () => performance.now(),
  hardware: "this machine",
};

/** What each writes beside table.md. */
const FILES: Record<string, string[]> = {
  "byzsgdnm-table6": ["curves.svg", "seconds.svg", "table.csv", "table.json"],
  "optimal-batch": ["accuracy.svg", "bound.svg", "curves.svg", "table.csv", "table.json"],
  heterogeneity: ["accuracy.svg", "curves.svg", "heat.svg", "table.csv", "table.json"],
  "brsgd-cost": ["cost.svg", "table.csv", "times.json"],
};
const USUAL = ["accuracy.svg", "curves.svg", "table.csv", "table.json"];

test.each(PRESETS.map((preset) => [preset.name, preset] as const))(
  "%s goes from its runs to table, verdicts and figures, and the report can be had again",
  async (name, preset) => {
    const markdown = await reproduce(preset, "smoke", tools);
    expect(markdown).toContain(`reproduce ${name} --size smoke`);
    expect(markdown).toMatch(/^\| .* \|\n\| ---/m);
    expect(markdown).toMatch(/^- [✓✗] .+: .+/m);
    expect(markdown).not.toMatch(/NaN|undefined|Infinity/);

    const written = join(folder, `${name}-smoke`);
    const files = (await readdir(written)).filter((file) => file.includes(".") && file !== "table.md");
    expect(files.sort()).toEqual(FILES[name] ?? USUAL);
    for (const file of files.filter((one) => one.endsWith(".svg"))) {
      const svg = await readFile(join(written, file), "utf8");
      expect(svg).toMatch(/^<svg/);
      expect(svg).toMatch(/mark-(line|rect|symbol)/);
    }
    expect(await reportAgain(preset, "smoke", tools)).toBe(markdown);
  },
);

test("every preset has a name of its own, a source, and what it must show", () => {
  expect(new Set(PRESETS.map(({ name }) => name)).size).toBe(PRESETS.length);
  for (const { title, source, shows } of PRESETS) expect(title && source && shows).toBeTruthy();
});
