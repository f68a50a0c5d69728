import { describe, expect, test } from "vitest";
import { append, columnsOf, latestEvaluation, latestValue, noColumns } from "./columns";
import { armRecord, flipped, record } from "./testRecords";

const three = () =>
  columnsOf([
    record(0, [armRecord("mean", 0.2), armRecord("krum", 0.3)]),
    record(1, [armRecord("mean"), armRecord("krum")]),
    record(2, [armRecord("mean", 0.1, { outcome: "diverged" }), armRecord("krum", 0.5)]),
  ]);
const arm = (columns: ReturnType<typeof three>, label: string) =>
  columns.arms.find((each) => each.label === label)!;

describe("columnsOf", () => {
  test("gives each arm a value in each evaluated round, and a gap in the others", () => {
    const columns = three();
    expect(columns.rounds).toEqual([0, 1, 2]);
    expect(columns.values.seconds).toEqual([0.5, 0.5, 0.5]);
    expect(arm(columns, "mean").values.accuracy).toEqual([0.2, null, 0.1]);
    expect(arm(columns, "krum").values.loss).toEqual([0.6, null, 1]);
  });

  test("has the round in which an arm first diverged", () => {
    const columns = append(three(), record(3, [armRecord("mean", undefined, { outcome: "diverged" })]));
    expect(columns.arms.map(({ divergedAt }) => divergedAt)).toEqual([2, undefined]);
  });

  test("gives an arm that is added in mid-run gaps in the earlier rounds, and an absent arm a gap", () => {
    const columns = append(three(), record(3, [armRecord("median", 0.7), armRecord("krum", 0.6)]));
    expect(arm(columns, "median").values.accuracy).toEqual([null, null, null, 0.7]);
    expect(arm(columns, "mean").values.accuracy).toEqual([0.2, null, 0.1, null]);
    expect(arm(columns, "krum").values.accuracy).toEqual([0.3, null, 0.5, 0.6]);
  });

  test("keeps no value that is not finite", () => {
    const evaluation = { accuracy: 0.1, loss: Number.POSITIVE_INFINITY, confusion: [] };
    const [mean] = columnsOf([record(0, [armRecord("mean", 0, { evaluation, aggregateNorm: null })])]).arms;
    expect([mean.values.accuracy, mean.values.loss, mean.values.norm]).toEqual([[0.1], [null], [null]]);
  });
});

describe("the error column", () => {
  const errors = (aggregationError: (number | null)[], honestNorm?: (number | null)[], more = {}) =>
    columnsOf([
      record(0, [armRecord("mean", undefined, more)], {
        stage: { byzantine: [], aggregationError, honestNorm },
      }),
    ]).arms[0].values.error;

  test("is ‖aggregate − honest mean‖ over ‖honest mean‖, at least 1e-4", () => {
    expect(errors([3], [4])).toEqual([0.75]);
    expect(errors([1e-9], [4])).toEqual([1e-4]);
    expect(errors([0], [4])).toEqual([1e-4]);
  });

  test("has a gap where the error, its norm or the truth is missing, and where the arm was skipped", () => {
    expect(errors([null], [4])).toEqual([null]);
    expect(errors([3])).toEqual([null]);
    expect(errors([3], [0])).toEqual([null]);
    expect(errors([3], [4], { outcome: "skipped" })).toEqual([null]);
    const hidden = columnsOf([record(0, [armRecord("mean")])]);
    expect([hidden.truth, hidden.arms[0].values.error]).toEqual([false, [null]]);
  });
});

describe("append", () => {
  test("returns a new header over the same arrays", () => {
    const before = three();
    const after = append(before, record(3, [armRecord("mean", 0.4), armRecord("krum", 0.4)]));
    expect(after).not.toBe(before);
    expect(after.rounds).toBe(before.rounds);
    expect(arm(after, "krum").values.accuracy).toBe(arm(before, "krum").values.accuracy);
    expect(after.flags).toBe(before.flags);
  });

  test("replaces a round that is repeated after a restart, and all later ones", () => {
    const flip = { events: [flipped("a", "Ada")] };
    const long = append(append(three(), record(3, [], flip)), record(4, [armRecord("krum", 0.9)], flip));
    const again = append(long, record(2, [armRecord("mean", 0.25), armRecord("krum", 0.55)]));
    expect([again.length, again.rounds, again.flags]).toEqual([3, [0, 1, 2], []]);
    expect(arm(again, "mean").values.accuracy).toEqual([0.2, null, 0.25]);
    expect(arm(again, "mean").divergedAt).toBeUndefined();
    expect(latestEvaluation(again)?.round).toBe(2);
  });

  test("starts from the header's own rounds, even if a later header has grown the arrays", () => {
    const first = append(noColumns(), record(0, [armRecord("mean", 0.1)]));
    append(first, record(1, [armRecord("mean", 0.9)]));
    const other = append(first, record(5, [armRecord("mean", 0.5)]));
    expect(other.rounds).toEqual([0, 5]);
    expect(arm(other, "mean").values.accuracy).toEqual([0.1, 0.5]);
  });
});

describe("latestValue", () => {
  test("returns an arm's last measured value and its round", () => {
    const columns = append(three(), record(3, [armRecord("mean"), armRecord("krum")]));
    expect(latestValue(columns, "krum", "accuracy")).toEqual({ round: 2, value: 0.5 });
    expect(latestValue(columns, "krum", "error")).toBeUndefined();
    expect(latestValue(columns, "median", "accuracy")).toBeUndefined();
  });
});

describe("latestEvaluation", () => {
  test("returns the last evaluated round with its evaluations", () => {
    const latest = latestEvaluation(append(three(), record(3, [armRecord("mean"), armRecord("krum")])));
    expect(latest).toMatchObject({
      round: 2,
      arms: [
        { label: "mean", evaluation: { accuracy: 0.1 }, diverged: true },
        { label: "krum", evaluation: { accuracy: 0.5 }, diverged: false },
      ],
    });
    expect(latestEvaluation(noColumns())).toBeUndefined();
  });
});
