import type { RoundRecord } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { appendFlags, chartFlags, type Flag, flagsBefore, flagText } from "./flags";
import { flipped, record } from "./testRecords";

const flagsOf = (records: readonly RoundRecord[]) => records.reduce<readonly Flag[]>(appendFlags, []);

const texts = (flags: readonly { round: number; text: string }[]) =>
  flags.map(({ round, text }) => `${round} ${text}`);

describe("appendFlags", () => {
  test("joins workers that take the same role in one round", () => {
    const flags = flagsOf([
      record(7, [], {
        events: [
          flipped("a", "Ada"),
          { kind: "joined", worker: "c", name: "Cleo" },
          flipped("b", "Ben"),
          flipped("d", "Dev", false),
        ],
      }),
      record(9, [], { events: [{ kind: "diverged", arm: "mean" }] }),
    ]);
    expect(texts(flags)).toEqual([
      "7 2 workers: Bit flip",
      "7 Dev: honest again",
      "7 Cleo joined",
      "9 Mean diverged",
    ]);
    expect(flags.map(({ tone }) => tone)).toEqual(["malicious", "honest", "people", "trouble"]);
  });

  test("joins consecutive rounds in which an arm is skipped", () => {
    const skipped = { kind: "skipped", arm: "krum", reason: "too few" } as const;
    const flags = flagsOf([3, 4, 5, 8].map((round) => record(round, [], { events: [skipped] })));
    expect(flags.map(({ round, until }) => [round, until])).toEqual([
      [3, 5],
      [8, undefined],
    ]);
    expect(flagsBefore(flags, 5).map(({ round, until }) => [round, until])).toEqual([[3, 4]]);
    expect(flagsBefore(flags, 4).map(({ round, until }) => [round, until])).toEqual([[3, undefined]]);
  });
});

describe("chartFlags", () => {
  const flipAt = (round: number, worker: string, malicious = true) =>
    record(round, [], { events: [flipped(worker, worker.toUpperCase(), malicious)] });

  test("joins flips to one role within ten rounds of the first, and counts each worker once", () => {
    const flags = chartFlags(flagsOf([flipAt(13, "a"), flipAt(18, "b"), flipAt(20, "a"), flipAt(24, "c")]));
    // 24 is eleven rounds after 13
    expect(flags.map(flagText)).toEqual(["2 workers: Bit flip, 13–20", "C: Bit flip"]);
  });

  test("keeps flips to other roles apart, also between joined ones", () => {
    const flags = chartFlags(flagsOf([flipAt(3, "a"), flipAt(4, "a", false), flipAt(6, "b")]));
    expect(flags.map(flagText)).toEqual(["2 workers: Bit flip, 3–6", "A: honest again"]);
  });

  test("omits who joined and who left", () => {
    const left = record(2, [], { events: [{ kind: "left", worker: "a", name: "Ada" }] });
    expect(chartFlags(flagsOf([left]))).toEqual([]);
  });
});
