import { describe, expect, test } from "vitest";
import { columnsOf } from "./columns";
import { writeCsv } from "./csv";
import { lastMeasured, linesOf } from "./lines";
import { armMeasures, runMeasures } from "./measures";
import { publicColumns, publicValues } from "./publicColumns";
import { CHART_TABS, tabsOf } from "./tabs";
import { armRecord, chartArms, flipped, record } from "./testRecords";

const columns = columnsOf([
  record(0, [armRecord("mean", 0.5)], {
    events: [
      flipped("w1", "Ada"),
      { kind: "joined", worker: "w2", name: "Ben" },
      { kind: "skipped", arm: "mean", reason: "1 update is not finite" },
    ],
    stage: { byzantine: ["w1"], aggregationError: [3], honestNorm: [2] },
  }),
]);

describe("publicColumns", () => {
  test("keeps accuracy and other events, and drops flips, errors and why an arm was skipped", () => {
    const shown = publicColumns(columns);
    expect(columns.flags.map(({ text }) => text)).toEqual([
      "Ada: Bit flip",
      "Ben joined",
      "Mean skipped: 1 update is not finite",
    ]);
    expect(shown.flags.map(({ text }) => text)).toEqual(["Ben joined", "Mean skipped"]);
    const measured = CHART_TABS.map((tab) => [
      tab.key,
      lastMeasured(shown, linesOf(shown, chartArms("mean"), tab), 1).length,
    ]);
    expect(Object.fromEntries(measured)).toMatchObject({ accuracy: 1, loss: 1, error: 0, time: 1 });
    expect(writeCsv(columns)).toContain("1.5");
    expect(writeCsv(shown)).not.toContain("1.5");
  });

  test("drops attack success, its tab and its columns in the CSV, which appear only when a round has it", () => {
    const evaluation = { accuracy: 0.5, loss: 1, confusion: [], attackSuccess: 0.875 };
    const attacked = columnsOf([record(0, [armRecord("mean", 0.5, { evaluation }), armRecord("krum", 0.5)])]);
    const keys = (run: typeof columns) => tabsOf(run).map(({ key }) => key);
    expect(keys(attacked)).toEqual(CHART_TABS.map(({ key }) => key));
    expect(keys(attacked)).toContain("success");
    expect(writeCsv(attacked)).toMatch(/mean: attack success,krum: attack success/);
    expect(writeCsv(attacked)).toContain(",0.875,");
    for (const run of [columns, publicColumns(attacked)]) {
      expect(keys(run)).toEqual(keys(attacked).filter((key) => key !== "success"));
      expect(writeCsv(run)).not.toMatch(/attack success|0\.875/);
    }
  });
});

describe("publicValues", () => {
  test("empties the columns of secret measures and keeps all others", () => {
    const measures = [
      ["attackers", { secret: true }],
      ["seconds", {}],
    ] as const;
    const values = { attackers: [3, 2], seconds: [0.5, 1] };
    expect(publicValues(values, measures)).toEqual({ attackers: [], seconds: [0.5, 1] });
  });

  test("is applied to the measures of the run and to those of each arm", () => {
    const shown = publicColumns(columns);
    const held = (
      values: Record<string, unknown[]>,
      measures: readonly (readonly [string, { secret?: true }])[],
    ) => measures.map(([metric, { secret }]) => [values[metric].length, secret === true]);
    const columnsHeld = [...held(shown.values, runMeasures), ...held(shown.arms[0].values, armMeasures)];
    expect(columnsHeld.length).toBeGreaterThan(1);
    for (const [length, secret] of columnsHeld) expect(length).toBe(secret ? 0 : 1);
  });
});
