import { describe, expect, test } from "vitest";
import { columnsOf } from "./columns";
import { writeCsv } from "./csv";
import { lastMeasured, linesOf } from "./lines";
import { publicColumns } from "./publicColumns";
import { CHART_TABS } from "./tabs";
import { armRecord, chartArms, flipped, record } from "./testRecords";

const columns = columnsOf([
  record(0, [armRecord("mean", 0.5)], {
    events: [flipped("w1", "Ada"), { kind: "joined", worker: "w2", name: "Ben" }],
    stage: { byzantine: ["w1"], aggregationError: [3], honestNorm: [2] },
  }),
]);

describe("publicColumns", () => {
  test("keeps accuracy and other events, and drops flips and errors", () => {
    const shown = publicColumns(columns);
    expect(columns.flags.map(({ text }) => text)).toEqual(["Ada: Bit flip", "Ben joined"]);
    expect(shown.flags.map(({ text }) => text)).toEqual(["Ben joined"]);
    const measured = CHART_TABS.map((tab) => [
      tab.key,
      lastMeasured(shown, linesOf(shown, chartArms("mean"), tab), 1).length,
    ]);
    expect(Object.fromEntries(measured)).toMatchObject({ accuracy: 1, loss: 1, error: 0, time: 1 });
    expect(writeCsv(columns)).toContain("1.5");
    expect(writeCsv(shown)).not.toContain("1.5");
  });
});
