/** Methods from a plugin's file, which changes nothing in the tree, are used as our own are. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoundRecord } from "@honest-majority/protocol";
import { afterAll, expect, test } from "vitest";
import { REPOSITORY } from "../src/repository";

const folder = mkdtempSync(join(tmpdir(), "plugin-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A rule that answers with the root update, an attack that trains on the label 0 alone, a data set of one-pixel pictures. */
const PLUGIN = join(folder, "mine.mjs");
writeFileSync(
  PLUGIN,
  `
const rootRule = {
  rule: "rootRule", name: "Root rule", shortName: "Root", group: "direction", formula: "g₀",
  sentence: "Answers with the root update.", cost: "O(d)", source: "made up", minWorkers: () => 1,
  needs: { root: () => 4 }, options: {},
  build: () => async (updates, _, root) => {
    if (root === undefined) throw new RangeError("rootRule: a root update must be given, got none");
    return { aggregate: root, kept: new Float64Array(updates.m), warnings: [] };
  },
};
const zeroLabels = {
  kind: "zeroLabels", name: "Zero labels", shortName: "Zero labels", group: "poison", formula: "own, learnt from the label 0",
  sentence: "Trains on the label 0 alone.", source: "made up", options: {},
  poison: () => ({ pixels, labels }) => ({ pixels, labels: new Uint8Array(labels.length) }),
};
const examples = (count) => ({
  count, classes: 2, height: 1, width: 1, channels: 1,
  pixels: Uint8Array.from({ length: count }, (_, i) => 255 * (i % 2)),
  labels: Uint8Array.from({ length: count }, (_, i) => i % 2),
});
const blackAndWhite = {
  dataset: "blackAndWhite", name: "Black and white", shortName: "b/w", sentence: "Pictures of one pixel.",
  height: 1, width: 1, channels: 1, classes: 2, train: 60, test: 20, mirrorable: true,
  draw: async () => ({ train: examples(60), test: examples(20) }),
};
export default { rules: [rootRule], attacks: [zeroLabels], datasets: [blackAndWhite] };
`,
);

function honestMajority(args: readonly string[], input: object = {}): string {
  const command = ["--import", "tsx", "apps/cli/src/main.ts", ...args, "--plugin", PLUGIN];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: REPOSITORY,
    input: JSON.stringify(input),
    encoding: "utf8",
  });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
}

/** All three workers teach the mean that everything has label 0; the coordinator's own examples teach both labels. */
const RUN = [
  "--dataset blackAndWhite --model softmax --attack zeroLabels --attackers 3 --workers 3 --quorum 1",
  "--arms mean,rootRule --rounds 10 --evaluate-every 10 --batch-size 8 --learning-rate 1",
].join(" ");

test("lab run --plugin trains on the plugin's data set, under its attack, with its rule", () => {
  const printed = honestMajority(["lab", "run", "--json", ...RUN.split(" ")]);
  const lines = printed
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const records: RoundRecord[] = lines.filter((line) => "round" in line);
  expect(records).toHaveLength(10);
  expect(records.at(-1)?.arms.map(({ evaluation }) => evaluation?.accuracy)).toEqual([0.5, 1]);
});

test("aggregate --plugin uses the plugin's rule", () => {
  const input = {
    updates: [
      [1, 2],
      [3, 4],
    ],
    root: [5, 6],
  };
  const answer = honestMajority(["aggregate", "--rule", "rootRule"], input);
  expect(JSON.parse(answer)).toMatchObject({ aggregate: [5, 6], rule: "rootRule" });
});
