import { describe, expect, test } from "vitest";
import { addVerdicts, NO_VERDICTS, notFiniteIn, precisionOf, recallOf, verdictsOf } from "./verdict";

const rows = (...kept: number[]) => kept.map((share, i) => ({ worker: `w${i}`, kept: share }));
const truth = { byzantine: ["w0", "w1"], notFinite: [] };
const on = (...kept: number[]) => [...verdictsOf({ rows: rows(...kept) }, truth).values()];

describe("verdictsOf", () => {
  test("a rule that keeps everything throws nobody out", () => {
    expect(on(1, 1, 1, 1)).toEqual(["missed", "missed", "kept", "kept"]);
  });

  test("a rule that selects throws out whom it did not choose", () => {
    expect(on(0, 1, 1, 0)).toEqual(["caught", "missed", "kept", "wronged"]);
  });

  test("a rule that takes shares throws out less than half of the average: here the average is 0.2", () => {
    expect(on(0.09, 0.11, 0.3, 0.3)).toEqual(["caught", "missed", "kept", "kept"]);
  });

  test("a rule that kept nothing of anybody threw nobody out, and one without rows has no verdicts", () => {
    expect(on(0, 0, 0)).toEqual(["missed", "missed", "kept"]);
    expect(on()).toEqual([]);
  });

  test("an update that is not finite was thrown out, whoever sent it", () => {
    const record = {
      refusals: [
        { worker: "w0", code: "not-finite" },
        { worker: "w0", code: "not-finite" },
        { worker: "w9", code: "not-finite" },
        { worker: "w3", code: "duplicate" },
      ],
    };
    const notFinite = notFiniteIn(record);
    expect(notFinite).toEqual(["w0", "w9"]);
    const verdicts = verdictsOf({ rows: rows(1, 1, 1).slice(1) }, { ...truth, notFinite });
    expect([...verdicts]).toEqual([
      ["w0", "caught"],
      ["w9", "wronged"],
      ["w1", "missed"],
      ["w2", "kept"],
    ]);
  });
});

describe("sums over a run", () => {
  test("3 of 4 caught and 1 wronged: precision 3/4, recall 3/4", () => {
    const first = addVerdicts(NO_VERDICTS, ["caught", "caught", "missed", "kept"]);
    const sums = addVerdicts(first, ["caught", "wronged", "kept"]);
    expect(sums).toEqual({ caught: 3, missed: 1, wronged: 1, kept: 2 });
    expect([precisionOf(sums), recallOf(sums)]).toEqual([0.75, 0.75]);
    expect([precisionOf(NO_VERDICTS), recallOf(NO_VERDICTS)]).toEqual([undefined, undefined]);
  });
});
