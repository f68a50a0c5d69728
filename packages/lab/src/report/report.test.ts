import { NPM_SCRIPTS } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { comparisons } from "../presets/byzsgdnmTables";
import type { Preset } from "../presets/preset";
import { cellsOf, SweepConfig } from "../sweep/cells";
import type { StoredCell } from "../sweep/resultStore";
import { selectionOf } from "../sweep/selection";
import { summarize } from "../sweep/summary";
import { reportOf } from "./report";

const NORMALIZED = "algorithm.normalized";
const [, , table4] = comparisons;
const { base } = table4.sizes.smoke.sweep;
/** Table 4 with one rule and three seeds. */
const small: Preset = {
  ...table4,
  sizes: {
    ...table4.sizes,
    smoke: {
      reduced: "",
      sweep: { base, over: { rule: ["krum"], [NORMALIZED]: [false, true], B: [16, 64], seed: [1, 2, 3] } },
    },
  },
};

type Place = Record<string, unknown>;

/** The report on these accuracies, one for each seed. Without them, nothing has run. */
async function reportOn(accuracyAt?: (place: Place) => number, preset = small): Promise<string> {
  const sweep = SweepConfig.parse({ name: "try", ...preset.sizes.smoke.sweep });
  const cells = cellsOf(sweep);
  const finished = accuracyAt === undefined ? [] : cells;
  const results = new Map(
    finished.map(({ id, place, config }): [string, StoredCell] => {
      const accuracy = (accuracyAt?.(place) ?? 0) + 0.001 * Number(place.seed);
      const final = { accuracy, loss: 1, rounds: config.rounds, diverged: false };
      const curve = { rounds: [0], accuracy: [accuracy] };
      const origin = { backend: "wasm", commit: "1a2b3c4", hardware: "a machine" };
      return [id, { config, final, curve, seconds: 100 * Number(place.seed), ...origin }];
    }),
  );
  const selection = selectionOf(sweep);
  const { markdown } = await reportOf({
    preset,
    size: "smoke",
    cells,
    results,
    failures: new Map(),
    entries: summarize(cells, results, selection),
    program: NPM_SCRIPTS,
    selection,
    kept: 0,
  });
  return markdown;
}

const lines = (markdown: string, mark: string) =>
  markdown.split("\n").filter((line) => line.startsWith(`- ${mark} krum: `));

test("the report prints ✓ where the paper's order comes out, and ✗ where a reversal is planted", async () => {
  const ahead = await reportOn((place) => (place[NORMALIZED] === true ? 0.9 : 0.8));
  expect(lines(ahead, "✓").join("\n")).toContain("ByzSGDnm's best is above ByzSGDm's");
  expect(lines(ahead, "✗")).toEqual([]);
  const reversed = await reportOn((place) => (place[NORMALIZED] === true ? 0.8 : 0.9));
  expect(lines(reversed, "✗").join("\n")).toContain("ByzSGDnm's best is above ByzSGDm's");
  expect(lines(reversed, "✓")).toEqual([]);
});

test("the caption sums wall-clock times, and mentions the paper's numbers only where there are some", async () => {
  const markdown = await reportOn(() => 0.5); // twelve runs of 100, 200 and 300 s
  expect(markdown).toContain(
    ": 12 runs, whose wall-clock times sum to 40 min (median 3 min; waits for busy cores included), seeds 1, 2, 3 (",
  );
  expect(markdown).toContain(", wasm on a machine, commit 1a2b3c4.");
  expect(markdown).toContain("\nTest accuracy in percent, in brackets the paper's.\n");
  const alone = { ...small, paper: () => undefined };
  expect(await reportOn(() => 0.5, alone)).toContain("\nTest accuracy in percent.\n");
});

test("the caption of a table without results says so, and names no machine", async () => {
  const markdown = await reportOn();
  expect(markdown).toContain(": none of its 12 runs so far, seeds 1, 2, 3 (");
  expect(markdown).not.toMatch(/wall-clock|commit|grew/);
});
