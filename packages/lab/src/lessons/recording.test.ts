import type { RoundRecord } from "@honest-majority/protocol";
import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { recordingOf } from "./recording";

const confusion = [
  [1, 0],
  [0, 1],
];

function round(
  number: number,
  accuracy: number | undefined,
  events: RoundRecord["events"] = [],
): RoundRecord {
  return {
    round: number,
    openedAt: 12_345,
    closedAt: 12_399,
    closedBy: "all-in",
    invited: ["w0", "w1"],
    arms: [
      {
        label: "mean",
        outcome: "stepped",
        rows: [{ worker: "w0", kept: 1 / 3, score: 7 }],
        warnings: [],
        aggregateNorm: 1.234567,
        learningRate: 0.1,
        trainLoss: null,
        aggregateMs: 3.21,
        ...(accuracy !== undefined && { evaluation: { accuracy, loss: 0.123456, confusion } }),
      },
    ],
    refusals: [],
    events,
    stage: { byzantine: ["w1"], aggregationError: [0.987654], honest: [null] },
  };
}

const linesOf = (rounds: RoundRecord[], config = {}) =>
  recordingOf({ config: RunConfig.parse(config), rounds, public: [] }, "two liars")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("recordingOf", () => {
  test("begins with a head that names the workers", () => {
    const [head] = linesOf([round(0, 0.5)]);
    expect(head).toMatchObject({
      format: "honest-majority record",
      version: 1,
      run: "two liars",
      workers: [
        { id: "w0", name: "Worker 1" },
        { id: "w1", name: "Worker 2" },
      ],
      revealed: true,
    });
    expect(RunConfig.parse(head.config)).toEqual(head.config);
  });

  test("keeps four digits, and no time of the machine", () => {
    const [, line] = linesOf([round(3, 1 / 3)]);
    expect([line.openedAt, line.closedAt]).toEqual([3_000, 3_000]);
    const [{ rows, aggregateNorm, aggregateMs, evaluation }] = line.arms;
    expect(rows).toEqual([{ worker: "w0", kept: 0.3333 }]);
    expect([aggregateNorm, aggregateMs, evaluation.accuracy, evaluation.loss]).toEqual([
      1.235, 0, 0.3333, 0.1235,
    ]);
    expect(line.stage).toEqual({ byzantine: ["w1"], aggregationError: [0.9877] });
  });

  test("leaves unmeasured rounds out, but not what happened in them", () => {
    const flip = {
      kind: "flipped",
      worker: "w1",
      name: "w1",
      role: { kind: "honest" },
      by: "config",
    } as const;
    const lines = linesOf([round(0, 0.5), round(1, undefined, [flip]), round(2, 0.6)]).slice(1);
    expect(lines.map(({ round }) => round)).toEqual([0, 2]);
    expect(lines[1].events).toEqual([{ ...flip, name: "Worker 2" }]);
  });

  test("has the table of classes in every fifth round and in the last", () => {
    const rounds = Array.from({ length: 8 }, (_, i) => round(i, 0.5));
    const shown = linesOf(rounds)
      .slice(1)
      .map(({ arms }) => arms[0].evaluation.confusion.length > 0);
    expect(shown).toEqual([true, false, false, false, false, true, false, true]);
  });

  test("ends a secret run with the reveal", () => {
    const events = (secret: boolean) => linesOf([round(0, 0.5)], { secret }).at(-1).events;
    expect(events(true)).toEqual([{ kind: "revealed" }]);
    expect(events(false)).toEqual([]);
  });
});
