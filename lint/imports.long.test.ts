/** Breaks the rules of imports.mjs and biome.json in a copy of the tree, and runs there what `npm test` runs. */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const PATIENCE_MS = 120_000;
const FILES = ["package.json", "tsconfig.json", "biome.json", ".gitignore"];
const COPIED = ["apps", "packages", "e2e", "examples", "lint", "pack", ...FILES];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "imports-"));
  const isSource = (path: string) => !["node_modules", "dist"].includes(basename(path));
  for (const name of COPIED) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true, filter: isSource });
  }
  // registry packages are shared; the links to workspaces lead into the copy
  const modules = "node_modules";
  mkdirSync(join(copy, modules));
  for (const name of readdirSync(join(ROOT, modules))) {
    const from = join(ROOT, modules, name);
    if (name === "@honest-majority")
      cpSync(from, join(copy, modules, name), { recursive: true, verbatimSymlinks: true });
    else symlinkSync(from, join(copy, modules, name));
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
}

function run(command: string, ...args: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: "utf8" });
  return { code: status, output: stdout + stderr };
}

const checkImports = () => run("npm", "run", "--silent", "imports");
/** [file, what it imports, the rule that refuses it] */
const PROBES = [
  ["packages/datasets/src/probe.ts", "@honest-majority/coordinator/listener", "datasets-imports"],
  ["packages/backends/src/probe.ts", "socket.io-client", "only-in: socket.io-client"],
  ["packages/robust/src/probe.ts", "@honest-majority/protocol", "robust-imports"],
  ["packages/learning/src/probe.ts", "@honest-majority/protocol", "learning-imports"],
  ["packages/learning/src/probe.test.ts", "@honest-majority/protocol", "learning-tests-import"],
  ["packages/protocol/src/probe.ts", "@honest-majority/robust", "protocol-imports"],
  ["packages/conductor/src/probe.ts", "../../rounds/src/index", "by-name"],
  ["packages/conductor/src/inner/probe.ts", "../index", "no-own-index"],
  ["packages/learning/src/other/probe.ts", "../probe.test", "no-tests"],
  ["packages/worker/src/probe.ts", "node:fs", "only-in: node:"],
  ["packages/worker/src/probe.tsx", "zod/nowhere", "resolves"],
  ["apps/web/src/probe.ts", "@honest-majority/coordinator/coordinator", "web-imports"],
  ["apps/web/src/dashboard/ProbePanel.tsx", "./link", "panels-know-no-socket"],
  ["apps/coordinator/src/probe.ts", "socket.io", "only-in: socket.io"],
  ["packages/rounds/src/probeA.ts", "./probeB", "no-cycle"],
] as const;

describe("npm test", () => {
  test("runs both checks", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(scripts.test).toMatch(/^npm run --silent lint && /);
    expect(scripts.lint).toBe("biome ci . && npm run --silent imports");
  });
});

describe("npm run imports", () => {
  test("passes on the tree as it is", { timeout: PATIENCE_MS }, () => {
    const { code, output } = checkImports();
    expect(output).toContain("no dependency violations");
    expect(code).toBe(0);
  });

  test("refuses each forbidden import, also of a type, and names the rule", { timeout: PATIENCE_MS }, () => {
    for (const [file, target] of PROBES) write(file, `export * from ${JSON.stringify(target)};\n`);
    write("packages/rounds/src/probeB.ts", 'export * from "./probeA";\n');
    write("packages/random/src/probe.ts", 'export type { RunConfig } from "@honest-majority/protocol";\n');
    const { code, output } = checkImports();
    const refused = [...output.matchAll(/error (.+): (\S+) → /g)].map(([, rule, file]) => `${file}: ${rule}`);
    const wanted = PROBES.map(([file, , rule]) => `${file}: ${rule}`);
    expect(refused.sort()).toEqual([...wanted, "packages/random/src/probe.ts: random-imports"].sort());
    expect(code).toBe(refused.length);
  });

  test("refuses a declared dependency that the table does not allow", { timeout: PATIENCE_MS }, () => {
    const file = "packages/rounds/package.json";
    const before = readFileSync(join(copy, file), "utf8");
    write(file, JSON.stringify({ dependencies: { "@honest-majority/conductor": "0.1.0" } }));
    const { code, output } = checkImports();
    write(file, before);
    expect(output).toContain("packages/rounds declares @honest-majority/conductor");
    expect(code).not.toBe(0);
  });

  test("refuses a workspace that the table lacks", { timeout: PATIENCE_MS }, () => {
    write("packages/stranger/package.json", "{}");
    const { code, output } = checkImports();
    expect(output).toContain("the table lacks packages/stranger");
    expect(code).not.toBe(0);
  });
});

describe("biome ci", () => {
  test("refuses an undeclared package and an import cycle", { timeout: PATIENCE_MS }, () => {
    write("packages/backends/src/undeclared.ts", 'export { io } from "socket.io-client";\n');
    write("packages/rounds/src/a.ts", 'import { b } from "./b";\n\nexport const a = () => b;\n');
    write("packages/rounds/src/b.ts", 'import { a } from "./a";\n\nexport const b = () => a;\n');
    const biome = join(copy, "node_modules/.bin/biome");
    const { code, output } = run(biome, "ci", "--reporter=github", "packages/backends", "packages/rounds");
    expect(output).toMatch(/noUndeclaredDependencies,file=\S+\/backends\/src\/undeclared\.ts/);
    expect(output).toMatch(/noImportCycles,file=\S+\/rounds\/src\/a\.ts/);
    expect(code).toBe(1);
  });
});
