import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { npyFile } from "./commands/input/npy.cases";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "honest-majority-"));
afterAll(() => rmSync(folder, { recursive: true }));

const main = join(root, "apps/cli/src/main.ts");

/** Runs a command as a user does, but without npm. */
function run(command: string, args: readonly string[], input = "") {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", main, command, ...args],
    {
      cwd: root,
      input,
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

describe("the program", () => {
  test("reads standard input and prints one JSON document and nothing else", () => {
    const input = '{"updates":[[0.1,2],[0.1,2],[0.1,2]]}';
    const { status, stdout, stderr } = run("aggregate", ["--rule", "mean"], input);
    expect(JSON.parse(stdout)).toEqual({
      aggregate: [Math.fround(0.1), 2],
      rows: [{ kept: 1 }, { kept: 1 }, { kept: 1 }],
      rule: "mean",
      warnings: [],
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("reads a file and prints the attackers' vector", () => {
    const file = join(folder, "honest.npy");
    writeFileSync(file, npyFile({ descr: "<f4", shape: [2, 2], values: [1, -4, 3, 4] }));
    const { status, stdout } = run("attack", ["--kind", "foe", "--epsilon", "0.5", "--in", file]);
    // the mean is (2, 0)
    expect(JSON.parse(stdout)).toMatchObject({ vector: [-1, 0], kind: "foe", strength: 0.5, m: 3, f: 1 });
    expect(status).toBe(0);
  });

  test("answers bad input with one line on standard error, no standard output and exit status 2", () => {
    const cases: [string[], string, RegExp][] = [
      [["--rule", "mean"], '{"updates":\n[[1,2],\n[3]]}', /^updates: every row must hold 2 numbers .*\n$/],
      [["--rule", "krum", "--f", "9"], '{"updates":[[1]]}', /^krum: m must be > f, got m = 1, f = 9\n$/],
      [["--rule", "mean", "--in", join(folder, "none.json")], "", /^--in .*: there is no such file\n$/],
      [["--rule", "mean"], "\n\n{\n\nx", /^the input must be JSON or a \.npy matrix: [^\n]*\n$/],
    ];
    for (const [args, input, line] of cases) {
      const { status, stdout, stderr } = run("aggregate", args, input);
      expect(stderr).toMatch(line);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    }
  });

  test("prints --help with every rule to standard output, when npm runs it", () => {
    const asked = ["run", "-s", "aggregate", "--", "--help"];
    const { status, stdout, stderr } = spawnSync("npm", asked, { cwd: root, encoding: "utf8" });
    expect(stdout).toMatch(/--rule <rule>[\s\S]*geometricMedian .*\n +--nu <number>/);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
