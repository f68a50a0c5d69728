/**
 * Packs the program, installs it offline into an empty folder, and uses it there. PROGRAM_NODE names another Node to run
 * it, such as the one that `npm install node@22` downloads.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { ensureWebIsBuilt } from "../e2e/src/webBuild";
import { npm } from "./npm";
import { buildProgram } from "./program/build";
import { packFolders } from "./tarball";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const MOST_BYTES = 3_500_000;
const NODE = process.env.PROGRAM_NODE ?? process.execPath;

const work = mkdtempSync(join(tmpdir(), "program-"));
/** The program is installed here. */
const folder = join(work, "class");
const offline = ["--offline", "--no-audit", "--no-fund", "--cache", join(work, "cache")];
const installed = join(folder, "node_modules/honest-majority");
let tarball: string;

beforeAll(async () => {
  await ensureWebIsBuilt();
  await buildProgram(join(work, "staged"));
  mkdirSync(folder);
  tarball = packFolders([join(work, "staged")], folder)["honest-majority"];
  writeFileSync(join(folder, "package.json"), "{}");
  npm(["install", ...offline, tarball], folder);
  writeFileSync(join(folder, "mine.mjs"), PLUGIN);
  writeFileSync(join(folder, "mine.js"), PLUGIN.replaceAll("firstRow", "topRow"));
}, 300_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

const PLUGIN = `
const firstRow = {
  rule: "firstRow", name: "First row", shortName: "First", group: "none", formula: "x₁",
  sentence: "Takes the first update.", cost: "O(d)", source: "a test", options: {},
  minWorkers: () => 1,
  build: () => async (updates) => {
    const kept = new Float64Array(updates.m);
    kept[0] = 1;
    return { aggregate: await updates.combine(kept), kept, warnings: [] };
  },
};
export default { rules: [firstRow] };
`;

const script = join(installed, "program/main.js");
const manifest = () => JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

/** Without the variables of this repository's own tests. */
const { DATA_DIR: _, ...env } = process.env;

function program(args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(NODE, [script, ...args], {
    cwd: folder,
    env,
    input,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** Starts a command that runs until it is stopped. Resolves with the first match of its output. */
async function started(
  args: readonly string[],
  says: RegExp,
): Promise<{ said: RegExpExecArray; child: ChildProcess }> {
  const child = spawn(NODE, [script, ...args], { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  onTestFinished(async () => {
    if (child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill();
    await ended;
  });
  let output = "";
  const said = await new Promise<RegExpExecArray>((resolve, reject) => {
    const read = (data: Buffer) => {
      output += data;
      const match = says.exec(output);
      if (match !== null) resolve(match);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`${args[0]} ended: ${output}`)));
  });
  return { said, child };
}

const filesIn = (place: string) =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

describe("the tarball", () => {
  test("has at most 3.5 MB and no dependencies", () => {
    expect(statSync(tarball).size).toBeLessThanOrEqual(MOST_BYTES);
    expect(Object.keys(manifest()).filter((field) => /dependencies/i.test(field))).toEqual([]);
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "honest-majority",
    ]);
  });

  test("holds no path of the machine that built it, and no source map", () => {
    const files = filesIn(installed);
    expect(files.length).toBeGreaterThan(100);
    const paths = [REPOSITORY, work, homedir()].filter((path) => path.length > 6);
    const naming = files.filter((file) => paths.some((path) => readFileSync(file).includes(path)));
    expect(naming).toEqual([]);
    expect(files.filter((file) => file.endsWith(".map"))).toEqual([]);
  });

  test("holds the licences of what is bundled", () => {
    const text = (path: string) => readFileSync(join(installed, path), "utf8");
    expect(text("program/licenses.md")).toMatch(
      /^## vega 5\..*: BSD-3-Clause\n[\s\S]*Redistribution and use/m,
    );
    expect(text("pages/licenses.md")).toMatch(/^## react - /m);
  });
});

describe("the installed program", () => {
  test("serves the pages and plugins, and eight workers train twenty rounds", async () => {
    const flags = ["--port", "0", "--https-port", "0", "--host", "127.0.0.1", "--no-open", "--autostart"];
    const run = ["--plugin", "mine.mjs", "--arms", "mean,firstRow", "--rounds", "20", "--workers", "8"];
    const { said } = await started(["start", ...flags, ...run], /^ready (.*)$/m);
    const { port, room } = JSON.parse(said[1]);
    const url = `http://127.0.0.1:${port}`;
    const get = async (path: string) => {
      const answer = await fetch(url + path);
      expect(answer.status).toBe(200);
      return answer.text();
    };
    const page = await get("/");
    expect(page).toContain('<div id="root">');
    const asset = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1];
    expect(await get(asset ?? "/none")).toContain("import");
    const { plugins } = JSON.parse(await get("/api/plugins"));
    expect(await get(plugins[0])).toBe(PLUGIN);

    await started(["worker", "--url", url, "--room", room, "--count", "8", "--plugin", "mine.mjs"], /joined/);
    const record = async () => JSON.parse(await get(`/api/rooms/${room}/record`));
    await expect.poll(async () => (await record()).state.phase, { timeout: 300_000 }).toBe("finished");
    const { rounds } = await record();
    expect(rounds).toHaveLength(20);
    const [mean, firstRow] = rounds.at(-1).arms;
    expect([mean.label, firstRow.label]).toEqual(["mean", "firstRow"]);
    expect(mean.counted).toBe(8);
    expect(mean.evaluation.accuracy).toBeGreaterThan(0.5); // chance is 0.1
    expect(firstRow.rows.map(({ kept }: { kept: number }) => kept)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
  });

  test("says in the doctor what is there, and advises its own commands", () => {
    const { status, stdout } = program(["doctor", "--json", "--port", "0", "--https-port", "0"]);
    const { ok, findings } = JSON.parse(stdout);
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    const said = (topic: string) => findings.filter((one: { topic: string }) => one.topic === topic);
    expect(said("Pages")).toMatchObject([{ ok: true }]);
    expect(said("Kernels")).toMatchObject([{ ok: true }]);
    expect(said("Data set")[1]).toMatchObject({ ok: false, next: "npx honest-majority data mnist" });
  });

  test("measures Node's backends for a report", async () => {
    await started(
      ["doctor", "--report", "report.json", "--models", "softmax", "--no-open"],
      /has the part of Node/,
    );
    const { machine } = JSON.parse(readFileSync(join(folder, "report.json"), "utf8"));
    const wasm = machine.backends.find(({ name }: { name: string }) => name === "wasm");
    expect(JSON.stringify(wasm)).toContain("softmax");
  });

  test("runs from the tarball with npx, names it in advice, and finds packages of the folder it runs in", () => {
    const gpu = join(work, "own", "node_modules/webgpu");
    mkdirSync(gpu, { recursive: true });
    writeFileSync(join(gpu, "package.json"), '{ "name": "webgpu", "type": "module", "main": "index.js" }');
    writeFileSync(join(gpu, "index.js"), 'throw new Error("no driver in a test");');
    const asked = `../class/${basename(tarball)}`;
    const said = npm(
      ["exec", ...offline, "--yes", "--", asked, "doctor", "--port", "0", "--https-port", "0"],
      join(work, "own"),
      env,
    );
    expect(said).toContain(`${asked} data mnist`);
    expect(said).toMatch(/npx \S+\.tgz start will work\.$/m);
    expect(said).toContain("webgpu does not start (no driver in a test)");
  });

  test("aggregates and attacks, with rules of a plugin too", () => {
    const updates = '{"updates":[[1,2],[2,1],[90,90]]}';
    const { stdout } = program(["aggregate", "--rule", "coordinateMedian"], updates);
    expect(JSON.parse(stdout).aggregate).toEqual([2, 2]);
    for (const [file, rule] of [
      ["mine.mjs", "firstRow"],
      ["mine.js", "topRow"],
    ]) {
      const own = program(["aggregate", "--plugin", file, "--rule", rule], updates);
      expect(JSON.parse(own.stdout).aggregate).toEqual([1, 2]);
    }
    const foe = program(["attack", "--kind", "foe", "--epsilon", "0.5"], '{"updates":[[1,-4],[3,4]]}');
    expect(JSON.parse(foe.stdout).vector).toEqual([-1, 0]);
  });

  test("runs in the lab, in processes of its own too, and draws figures", () => {
    const tiny = ["--model", "softmax", "--rounds", "3", "--arms", "mean,firstRow", "--plugin", "mine.mjs"];
    const lines = program(["lab", "run", "--json", ...tiny])
      .stdout.trim()
      .split("\n");
    expect(lines).toHaveLength(4); // three rounds and a summary

    const base = { model: "softmax", workers: 3, f: 0, rounds: 2 };
    const sweep = { name: "tiny", base, over: { rule: ["mean", "firstRow"], seed: [1, 2] } };
    writeFileSync(join(folder, "sweep.json"), JSON.stringify(sweep));
    const swept = program(["lab", "sweep", "sweep.json", "--processes", "2", "--plugin", "mine.mjs"]);
    expect(swept.status, swept.stderr).toBe(0);
    expect(readdirSync(join(folder, "results/tiny/cells"))).toHaveLength(4);

    const made = program(["lab", "reproduce", "brsgd-cost", "--size", "smoke"]);
    expect(made.stdout).toContain("`npx honest-majority lab reproduce brsgd-cost --size smoke`");
    expect(readFileSync(join(folder, "results/brsgd-cost-smoke/cost.svg"), "utf8")).toMatch(
      /^<svg.*mark-line/s,
    );
  });

  test("answers --version, and lists in its help what it can do without a clone", () => {
    expect(program(["--version"]).stdout.trim()).toBe(manifest().version);
    const { stdout } = program(["--help"]);
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name);
    expect(listed).toEqual([
      "start",
      "doctor",
      "forget",
      "export",
      "data",
      "worker",
      "lab",
      "aggregate",
      "attack",
      "bench",
    ]);
    expect(program(["docs"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("docs needs a clone"),
    });
    expect(program(["bench", "dashboard"]).stderr).toContain("bench dashboard needs a clone");
    expect(program(["bench", "robust", "--quick", "--json"]).status).toBe(0);
    for (const name of listed) expect(program([name, "--help"]).stdout).not.toMatch(/npm (run|start)/);
  });

  test("names its own commands when data is missing", () => {
    const { status, stderr } = program(["lab", "run", "--dataset", "mnist", "--rounds", "1"]);
    expect(status).toBe(1);
    expect(stderr).toContain('run "npx honest-majority data mnist"');
    expect(existsSync(join(folder, "data"))).toBe(false);
  });
});
