import { describe, expect, test } from "vitest";
import { ACCURACY, SECONDS } from "../presets/quantity";
import type { Entry } from "../sweep/summary";
import { csv, markdownTable, notesOn } from "./table";

const entry = (rule: unknown, B: number, mean: number, more: Partial<Entry> = {}): Entry => ({
  place: { rule, B },
  best: 0.3,
  accuracy: { mean, deviation: 0.01 },
  seeds: 1,
  diverged: 0,
  bySeed: [],
  seconds: { mean: 12.44, deviation: 0 },
  ...more,
});
const clip = { rule: "centeredClip", tau: 0.1 };
const entries = [
  entry("krum", 32, 0.8),
  entry("krum", 64, 0.9, { seeds: 3 }),
  entry(clip, 32, 0.1, { diverged: 1 }),
];
const layout = {
  rows: ["rule"],
  column: "B",
  quantity: ACCURACY,
  paper: ({ rule, B }: Record<string, unknown>) => (rule === "krum" && B === 64 ? 91.08 : undefined),
};

describe("tables", () => {
  test("markdownTable has a line for each row, the paper's numbers, the best in bold, and a dash for a missing cell", () => {
    expect(markdownTable(entries, layout).split("\n")).toEqual([
      "| rule | B = 32 | B = 64 |",
      "| --- | ---: | ---: |",
      "| krum | 80.00 | **90.00 ± 1.00 (91.08)** |",
      "| centeredClip, tau = 0.1 | 10.00 diverged | – |",
    ]);
  });

  test("markdownTable says in how many of several runs a cell diverged", () => {
    const some = entry("mean", 32, 0.1, { seeds: 3, diverged: 2 });
    expect(markdownTable([some], layout).split("\n")[2]).toBe("| mean | 10.00 ± 1.00 diverged in 2 of 3 |");
  });

  test("markdownTable compares along the field that the layout names", () => {
    const shown = [...entries, entry("mean", 64, 0.95)];
    expect(
      markdownTable(shown, { ...layout, compared: "rule" })
        .split("\n")
        .slice(2),
    ).toEqual([
      "| krum | **80.00** | 90.00 ± 1.00 (91.08) |",
      "| centeredClip, tau = 0.1 | 10.00 diverged | – |",
      "| mean | – | **95.00** |",
    ]);
  });

  test("markdownTable marks weak attacks, and notesOn says why, each reason once", () => {
    const weak = [32, 64].map((B) => entry("krum", B, 0.9, { seeds: 3, weakness: "z = 0: no attack." }));
    expect(markdownTable([...weak, entry("mean", 32, 0.5)], layout).split("\n")[2]).toBe(
      "| krum | **90.00 ± 1.00 †** | **90.00 ± 1.00 † (91.08)** |",
    );
    expect(notesOn([...weak, entry("mean", 32, 0.5)], "eta")).toEqual(["† z = 0: no attack."]);
    expect(notesOn(entries, "eta")).toEqual([]);
  });

  test("markdownTable marks a best value at an end of its list, and notesOn names the values", () => {
    const edges = [
      entry("krum", 32, 0.9, { best: 1, edge: "largest" }),
      entry("krum", 64, 0.8, { best: 0.1, edge: "smallest" }),
      entry("mean", 32, 0.7, { best: 1, edge: "largest" }),
    ];
    expect(markdownTable(edges, layout).split("\n")[2]).toBe("| krum | **90.00 ‡** | 80.00 ‡ (91.08) |");
    expect(notesOn(edges, "eta")).toEqual([
      "‡ The best eta is the largest (1), the smallest (0.1) that was tried: a better one may lie beyond.",
    ]);
  });

  test("markdownTable says how many runs of a cell failed, and puts a note after a number", () => {
    const gap = (B: number, failed: number) => ({ place: { rule: "mean", B }, runs: 6, missing: 2, failed });
    const note = ({ seeds }: Entry) => `, n = ${seeds}`;
    expect(
      markdownTable([...entries, gap(32, 1), gap(64, 0)], { ...layout, note })
        .split("\n")
        .slice(2),
    ).toEqual([
      "| krum | 80.00, n = 1 | **90.00 ± 1.00 (91.08), n = 3** |",
      "| centeredClip, tau = 0.1 | 10.00 diverged, n = 1 | – |",
      "| mean | failed: 1 of 6 | – |",
    ]);
  });

  test("markdownTable without a column field has one column", () => {
    expect(markdownTable(entries.slice(0, 1), { ...layout, column: undefined }).split("\n")).toEqual([
      "| rule | test accuracy |",
      "| --- | ---: |",
      "| krum | 80.00 |",
    ]);
  });

  test("the CSV has every entry with all its fields, quoted if necessary", () => {
    expect(csv(entries, layout.paper).split("\n")).toEqual([
      "rule,B,best,accuracy,deviation,seeds,diverged,seconds,paper",
      "krum,32,0.3,0.8,0.01,1,0,12.4,",
      "krum,64,0.3,0.9,0.01,3,0,12.4,91.08",
      '"centeredClip, tau = 0.1",32,0.3,0.1,0.01,1,1,12.4,',
      "",
    ]);
  });

  test("the CSV has attack success when an entry has it", () => {
    const attacked = entry("mean", 32, 0.9, { attackSuccess: { mean: 0.75, deviation: 0 } });
    const [head, mean, krum] = csv([attacked, entry("krum", 32, 0.9)], layout.paper).split("\n");
    expect(head).toMatch(/,paper,attack success$/);
    expect(mean).toMatch(/,12\.4,,0\.75$/);
    expect(krum).toMatch(/,12\.4,,$/);
  });

  test("a table of seconds shows the least of a row in bold", () => {
    const timed = [12, 8].map((seconds, i) =>
      entry("krum", [32, 64][i], 0.5, { seconds: { mean: seconds, deviation: 0.5 }, seeds: 2 }),
    );
    expect(markdownTable(timed, { ...layout, quantity: SECONDS }).split("\n")[2]).toBe(
      "| krum | 12.00 ± 0.50 | **8.00 ± 0.50 (91.08)** |",
    );
  });
});
