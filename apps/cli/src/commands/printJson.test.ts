import { describe, expect, test } from "vitest";
import { printJson } from "./printJson";

describe("printJson", () => {
  test("prints float32 values so that parsing returns the same values, for any length", () => {
    const values = Float32Array.from(
      { length: 40_000 },
      (_, j) => (j % 2 ? -1 : 1) * 1.1 ** ((j % 1600) - 800),
    );
    const text = [...printJson({ aggregate: values, rule: "mean" })].join("");
    const read = JSON.parse(text) as { aggregate: number[]; rule: string };
    expect(read.aggregate).toEqual(Array.from(values));
    expect(read.rule).toBe("mean");
  });

  test("splits a million numbers into pieces", () => {
    const pieces = [...printJson({ aggregate: new Float32Array(1_000_000) })];
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(100_000);
  });

  test("prints one line, omits undefined fields and prints NaN as null", () => {
    const document = { vector: Float32Array.of(0.5, Number.NaN), strength: undefined, warnings: ["a\nb"] };
    expect([...printJson(document)].join("")).toBe('{"vector":[0.5,null],"warnings":["a\\nb"]}\n');
    expect([...printJson({ aggregate: new Float32Array(0) })].join("")).toBe('{"aggregate":[]}\n');
  });
});
