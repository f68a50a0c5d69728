import { describe, expect, test } from "vitest";
import { RunConfig } from "./runConfig";
import { turnAt, turnsText } from "./turn";

const configWith = (turns: unknown, more: object = {}) =>
  RunConfig.safeParse({ workers: 4, attack: "bitFlip", ...more, turns } as never);
const turnsOf = (turns: unknown, more?: object) => configWith(turns, more).data?.turns;
const problemOf = (turns: unknown, more?: object) => configWith(turns, more).error?.issues[0].message;
const FOE = { kind: "foe", epsilon: 0.1 };

describe("turns", () => {
  test("are written as a text, as JSON in a text, or as a list", () => {
    const turns = [
      { round: 15, attackers: 1 },
      { round: 25, attackers: 0 },
    ];
    expect(turnsOf("15:1, 25:0")).toEqual(turns);
    expect(turnsOf(JSON.stringify(turns))).toEqual(turns);
    expect(turnsOf(turns)).toEqual(turns);
    expect(turnsOf("3:2:foe")).toEqual([{ round: 3, attackers: 2, attack: FOE }]);
    expect(turnsOf("3:2:foe;4:0")).toHaveLength(2);
    expect("turns" in RunConfig.parse({})).toBe(false);
  });

  test("are written back as they were, and as JSON where an attack has options of its own", () => {
    for (const text of [
      "15:1,25:0",
      "3:2:foe,9:0",
      '[{"round":3,"attackers":2,"attack":{"kind":"foe","epsilon":7}}]',
    ])
      expect(turnsText(turnsOf(text) ?? [])).toBe(text);
  });

  test("turnAt is the last that has begun", () => {
    const turns = turnsOf("2:1,5:0");
    expect([0, 1, 2, 4, 5, 99].map((round) => turnAt(turns, round)?.attackers)).toEqual([
      undefined,
      undefined,
      1,
      1,
      0,
      0,
    ]);
  });

  test.each([
    ["soon", "must be ROUND:ATTACKERS or ROUND:ATTACKERS:ATTACK with commas between them, got soon"],
    ["[1", "must be ROUND:ATTACKERS"],
    ["0:1", ">=1"],
    ["5:1,5:2", "must be in the order of their rounds, each once; round 5 is not"],
    ["5:5", "must have at most workers (4) attackers, got 5"],
    ["5:1:nothing", "must be one of"],
  ])("%s is refused with a sentence", (turns, sentence) => {
    expect(problemOf(turns)).toContain(sentence);
  });

  test("an attack must be named by the turn or by the run, where somebody attacks", () => {
    expect(problemOf("5:1", { attack: "none" })).toMatch(
      /^must name an attack for round 5: write 5:1:bitFlip/,
    );
    expect(turnsOf("5:1:foe,6:0", { attack: "none" })).toHaveLength(2);
  });
});
