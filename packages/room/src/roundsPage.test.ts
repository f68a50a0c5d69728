import type { RoundRecord } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { RecordBytes } from "./recordBytes";
import { RoundsPages } from "./roundsPage";

const WORKERS = Array.from({ length: 50 }, (_, i) => `worker-${i}`);
/** Every fourth round is measured. */
const RECORDS = Array.from(
  { length: 10 },
  (_, round): RoundRecord => ({
    round,
    openedAt: 0,
    closedAt: 1,
    closedBy: "all-in",
    invited: WORKERS,
    arms: [
      {
        label: "mean",
        outcome: "stepped",
        rows: WORKERS.map((worker) => ({ worker, kept: 1 })),
        warnings: [],
        aggregateNorm: 1,
        learningRate: 0.3,
        trainLoss: 2,
        aggregateMs: 1,
        ...(round % 4 === 0 && { evaluation: { accuracy: 0.5, loss: 1, confusion: [[1]] } }),
      },
    ],
    refusals: [],
    events: [],
    stage: { byzantine: ["worker-7"], aggregationError: [0] },
  }),
);
const bytes = new RecordBytes();
const pages = new RoundsPages(bytes);
const request = { end: 10, most: 1e6, truth: true, whole: false };
const wholeOf = ({ rounds }: { rounds: readonly RoundRecord[] }) =>
  rounds.flatMap(({ round, invited }) => (invited.length > 0 ? [round] : []));

describe("RoundsPages", () => {
  test("the last round and the last measured one are whole", () => {
    const page = pages.page(RECORDS, request);
    expect(page.rounds.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(wholeOf(page)).toEqual([8, 9]);
    expect(wholeOf(pages.page(RECORDS, { ...request, end: 9 }))).toEqual([8]);
    expect(wholeOf(pages.page(RECORDS, { ...request, end: 8 }))).toEqual([4, 7]);
  });

  test("every round is its record for who asks for whole ones", () => {
    expect(pages.page(RECORDS, { ...request, whole: true }).rounds).toEqual(RECORDS);
  });

  test("holds as many rounds as fit, and one where none does", () => {
    const size = (most: number, whole = false) => {
      const { rounds, earlier } = pages.page(RECORDS, { ...request, most, whole });
      expect(earlier + rounds.length).toBe(10);
      return rounds.length;
    };
    const each = bytes.of(RECORDS[9], true).byteLength;
    const all = JSON.stringify(pages.page(RECORDS, request).rounds).length - 11; // two brackets, nine commas
    expect(size(all)).toBe(10);
    expect(size(all - 1)).toBe(9);
    expect(size(1)).toBe(1);
    expect(size(each, true)).toBe(1);
    expect(all).toBeLessThan(4 * each); // ten rounds, eight of them brief
  });

  test("shows others no truth, in whole and in brief rounds", () => {
    const text = JSON.stringify(pages.page(RECORDS, { ...request, truth: false }));
    expect(text).not.toMatch(/byzantine|verdicts|"kept"/);
  });

  test("makes a brief round once", () => {
    const [first, second] = [pages.page(RECORDS, request), pages.page(RECORDS, request)];
    expect(first.rounds[0]).toBe(second.rounds[0]);
  });
});
