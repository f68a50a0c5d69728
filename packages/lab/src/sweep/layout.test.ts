import { describe, expect, test } from "vitest";
import { SweepConfig } from "./cells";
import { layoutOf } from "./layout";

const layout = (input: object) => layoutOf(SweepConfig.parse({ name: "try", ...input }));

describe("layoutOf", () => {
  test("chooses the last field of several numbers for the columns, without the seed and the optimized field", () => {
    const over = { delta: [0, 0.25], B: [8, 16], rule: ["mean", "krum"], eta: [0.1, 0.3], seed: [1, 2] };
    expect(layout({ over })).toEqual({ rows: ["delta", "rule"], column: "B" });
  });

  test("falls back to a field of several names, and to no column when only eta and the seed vary", () => {
    expect(layout({ over: { rule: ["mean", "krum"], B: [8] } })).toEqual({ rows: ["B"], column: "rule" });
    expect(layout({ over: { eta: [0.1, 0.3], seed: [1, 2] } })).toEqual({ rows: [], column: undefined });
  });

  test("takes what the sweep names, and completes it", () => {
    const over = { delta: [0, 0.25], B: [8, 16], rule: ["mean", "krum"] };
    expect(layout({ over, column: "rule" })).toEqual({ rows: ["delta", "B"], column: "rule" });
    expect(layout({ over, rows: ["rule", "B"] })).toEqual({ rows: ["rule", "B"], column: "delta" });
  });

  test("rejects rows and a column that leave out a varied field, or name another", () => {
    const over = { delta: [0, 0.25], B: [8, 16], rule: ["mean", "krum"] };
    expect(() => layout({ over, rows: ["rule"], column: "B" })).toThrow(
      "sweep try: rows and column must name each of delta, B, rule once, got rule, B",
    );
    expect(() => layout({ over, column: "rounds" })).toThrow("got delta, B, rule, rounds");
  });
});
