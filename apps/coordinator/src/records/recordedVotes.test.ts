import { RunConfig } from "@honest-majority/protocol";
import type { KeptVotes } from "@honest-majority/room";
import { describe, expect, test } from "vitest";
import { parseRecordedRoom } from "./recordedRoom";

const VOTES: KeptVotes = {
  ballot: {
    id: "a",
    kind: "who",
    question: "Who is the traitor?",
    options: [
      { label: "Ada", worker: "w1", place: 0 },
      { label: "Ben", worker: "w2", place: 1 },
    ],
    turn: 2,
    phase: "open",
    votes: { w1: 1 },
    tallies: [[2, 0]],
  },
  score: { games: 1, traitors: 1, byClass: 0, byRules: [{ arm: "mean", named: 0, of: 1 }], undetected: 1 },
};

/** The votes of a room as they are read back from its file. */
function readBack(votes: unknown) {
  const room = {
    room: "KRUM-1",
    run: "r",
    config: RunConfig.parse({}),
    phase: "lobby",
    workers: [],
    savedAt: 0,
    votes,
  };
  return parseRecordedRoom(JSON.stringify(room), "KRUM-1").votes;
}

describe("the votes of a recorded room", () => {
  test("are read as they were written", () => {
    expect(readBack(VOTES)).toEqual(VOTES);
    const { ballot } = VOTES;
    const shown = {
      ...ballot,
      phase: "shown",
      votes: {},
      tallies: [
        [2, 0],
        [0, 2],
      ],
      outcome: { right: [1], named: [1], rules: [] },
    };
    expect(readBack({ ballot: shown })).toEqual({ ballot: shown });
  });

  test.each([
    ["a vote for an option that is not there", { votes: { w1: 2 } }],
    ["a tally of another length", { tallies: [[1]] }],
    ["no tally of the first vote", { tallies: [] }],
    ["an answer before it is shown", { outcome: { right: [0], named: [], rules: [] } }],
    ["no options", { options: [], votes: {}, tallies: [[]] }],
    ["another phase", { phase: "over" }],
  ])("are dropped when they are damaged, and the room is not: %s", (_, damage) => {
    expect(readBack({ ...VOTES, ballot: { ...VOTES.ballot, ...damage } })).toBeUndefined();
  });
});
