import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { stream } from "@honest-majority/random";
import { defineRule, updateMatrix } from "@honest-majority/robust";
import { describe, expect, test } from "vitest";
// @ts-expect-error: a plugin is plain JavaScript
import plugin from "./plugin.mjs";

const lengthFilter = defineRule(plugin.rules[0]);
const rows = (...updates: number[][]) => updateMatrix(updates.map((row) => Float32Array.from(row)));
const origin = new Float32Array(2);

describe("lengthFilter", () => {
  test("drops the long update and averages the others", async () => {
    // the lengths are √5, √5 and 127, so with factor 3 the limit is 3·√5
    const { aggregate, kept } = await lengthFilter({ factor: 3 })(rows([1, 2], [2, 1], [90, 90]), origin);
    expect([...aggregate]).toEqual([1.5, 1.5]);
    expect([...kept]).toEqual([1, 1, 0]);
  });

  test("keeps twice the median length by default, and nothing longer", async () => {
    const { kept } = await lengthFilter()(rows([3, 4], [6, 8], [6.1, 8], [0, 5], [5, 0]), origin);
    expect([...kept]).toEqual([1, 1, 0, 1, 1]); // lengths 5, 10, 10.06, 5 and 5
  });
});

describe("shuffled", () => {
  const own = Float32Array.from({ length: 100 }, (_, i) => i);
  const random = stream(1, "test");
  const sent: Float32Array = plugin.attacks[0].craft({}, { own, random });

  test("sends the values of its own update in another order", () => {
    expect([...sent]).not.toEqual([...own]);
    expect([...sent].sort((a, b) => a - b)).toEqual([...own]);
  });

  test("passes the length filter", async () => {
    const { kept } = await lengthFilter({ factor: 1 })(rows([...own], [...sent], [...own]), own);
    expect([...kept]).toEqual([1, 1, 1]);
  });
});

describe("the program with --plugin", () => {
  test("aggregates with the plugin's rule", async () => {
    const flags = ["--plugin", "examples/plugin/plugin.mjs", "--rule", "lengthFilter"];
    const command = promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "apps/cli/src/main.ts", "aggregate", ...flags],
      { cwd: fileURLToPath(new URL("../..", import.meta.url)) },
    );
    command.child.stdin?.end(
      JSON.stringify({
        updates: [
          [1, 2],
          [2, 1],
          [90, 90],
        ],
      }),
    );
    expect(JSON.parse((await command).stdout)).toMatchObject({ aggregate: [1.5, 1.5] });
  });
});
