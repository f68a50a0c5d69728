import type { RoundRecord } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { RecordBytes } from "./recordBytes";

const record = (round: number): RoundRecord => ({
  round,
  openedAt: 0,
  closedAt: 1,
  closedBy: "all-in",
  invited: ["ada"],
  arms: [],
  refusals: [{ worker: "ada", code: "not-finite" }],
  events: [],
  stage: { byzantine: ["ada"], aggregationError: [] },
});
const records = Array.from({ length: 2_000 }, (_, round) => record(round));
const textOf = (pieces: Iterable<Uint8Array>) => Buffer.concat([...pieces]).toString();

describe("RecordBytes", () => {
  test("pieces together are the JSON of all rounds, and none is long", () => {
    const bytes = new RecordBytes();
    const pieces = [...bytes.pieces({ state: "é" }, records, true)];
    expect(JSON.parse(textOf(pieces))).toEqual({ state: "é", rounds: records });
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(piece.byteLength).toBeLessThan(70_000);
    expect(textOf(bytes.pieces({}, [], true))).toBe('{"rounds":[]}');
  });

  test("has no truth in the form for others", () => {
    const text = textOf(new RecordBytes().pieces({}, records.slice(0, 3), false));
    expect(text).not.toMatch(/byzantine|not-finite/);
    expect(JSON.parse(text).rounds).toHaveLength(3);
  });

  test("makes the bytes of a round once, each form by itself", () => {
    let made = 0;
    const counted = { ...record(0), toJSON: () => ({ made: ++made }) };
    const bytes = new RecordBytes();
    for (let i = 0; i < 5; i++) expect(textOf([bytes.of(counted, true)])).toBe('{"made":1}');
    bytes.of(counted, false);
    expect(made).toBe(1);
  });
});
