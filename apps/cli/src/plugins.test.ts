import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test, vi } from "vitest";
import { pluginFiles } from "./plugins";

vi.setConfig({ testTimeout: 60_000 }); // each test starts the program, and one also starts cell processes

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "plugins-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A rule that returns one of the rows, and an attack that multiplies its own update. */
const TOYS = `
const pick = {
  rule: "pick", name: "Pick", shortName: "Pick", group: "far", formula: "x_i", sentence: "Answers with one update.",
  source: "a test", cost: "O(d)", minWorkers: () => 1,
  options: { place: { kind: "integer", min: 0, default: 0, label: "Place", sentence: "Which update, from 0." } },
  build: ({ place }) => async (updates) => {
    const kept = new Float64Array(updates.m);
    kept[place] = 1;
    return { aggregate: await updates.combine(kept), kept, warnings: [] };
  },
};
const shout = {
  kind: "shout", name: "Shout", shortName: "Shout", group: "loud", formula: "c·u", sentence: "Multiplies.", source: "a test",
  options: { loudness: { kind: "number", above: 0, default: 3, label: "loudness" } }, strength: "loudness",
  craft: ({ loudness }, { own }) => own.map((value) => loudness * value),
};
export default { rules: [pick], attacks: [shout] };
`;

function file(name: string, text: string | Uint8Array): string {
  writeFileSync(join(folder, name), text);
  return name;
}

/** Runs the program in the folder of the plugins, as a user does. */
function run(args: readonly string[], input: object = {}) {
  const command = ["--import", import.meta.resolve("tsx"), MAIN, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: folder,
    input: JSON.stringify(input),
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

describe("pluginFiles", () => {
  test("returns the files of every --plugin flag, in order", () => {
    expect(pluginFiles(["aggregate", "--plugin", "a.mjs", "--f", "1", "--plugin=b.mjs", "--plugin"])).toEqual(
      ["a.mjs", "b.mjs"],
    );
  });
});

describe("--plugin", () => {
  const toys = file("toys.mjs", TOYS);
  const updates = [
    [1, 2],
    [3, 4],
  ];

  test("adds a rule to aggregate, with its options as flags and in the help", () => {
    const { status, stdout } = run(["aggregate", "--plugin", toys, "--rule", "pick", "--place", "1"], {
      updates,
    });
    expect(JSON.parse(stdout)).toMatchObject({ aggregate: [3, 4], rule: "pick" });
    expect(status).toBe(0);
    expect(run(["aggregate", `--plugin=${toys}`, "--help"]).stdout).toMatch(
      / pick +Pick\n +--place <number> +Which update, from 0; an integer >= 0 \(0\)/,
    );
  });

  test("adds an attack", () => {
    const { stdout } = run(["attack", "--plugin", toys, "--kind", "shout", "--loudness", "2"], { updates });
    expect(JSON.parse(stdout)).toMatchObject({ vector: [2, 4], kind: "shout", strength: 2 });
  });

  test("reaches the cell processes of a sweep", () => {
    const base = { model: "softmax", workers: 3, f: 0, rounds: 2, batchSize: 4, attackers: 1 };
    const over = { rule: [{ rule: "pick", place: 2 }], attack: [{ kind: "shout", loudness: 2 }] };
    const sweep = file("sweep.json", JSON.stringify({ name: "toys", base, over }));
    const { status, stderr } = run(["lab", "sweep", sweep, "--plugin", toys, "--processes", "1"]);
    expect(stderr).not.toMatch(/Error/);
    expect(status).toBe(0);
    const cells = join(folder, "results/toys/cells");
    const [cell] = readdirSync(cells).map((name) => JSON.parse(readFileSync(join(cells, name), "utf8")));
    expect(cell.config.arms[0].aggregator).toEqual({ rule: "pick", place: 2 });
    expect(cell.final.rounds).toBe(2);
  });

  test.each([
    ["nowhere.mjs", "", /^plugin nowhere\.mjs: there is no such file\n$/],
    ["torn.mjs", "export default {", /^plugin torn\.mjs: it cannot be loaded: [^\n]+\n$/],
    [
      "wide.mjs",
      Buffer.from("\ufeffexport default {};", "utf16le"),
      /^plugin wide\.mjs: it must be saved as UTF-8, it is UTF-16\n$/,
    ],
    ["throws.mjs", "throw new Error('no luck')", /^plugin throws\.mjs: it cannot be loaded: no luck\n$/],
    [
      "named.mjs",
      "export const rules = [];",
      /^plugin named\.mjs: its default export must be an object with rules,/,
    ],
    ["taken.mjs", TOYS.replaceAll('"pick"', '"krum"'), /^plugin taken\.mjs: rules, krum: .*already[^\n]*\n$/],
  ])("rejects %s with one line and exit status 2", (name, text, line) => {
    if (text !== "") file(name, text);
    const { status, stdout, stderr } = run(["aggregate", "--plugin", name, "--rule", "mean"], { updates });
    expect(stderr).toMatch(line);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  test("is rejected by a command that reads no rule", () => {
    const { status, stderr } = run(["data", "--plugin", toys, "mnist"]);
    expect(stderr).toBe("unknown flag --plugin; --help lists the known ones\n");
    expect(status).toBe(2);
  });
});
