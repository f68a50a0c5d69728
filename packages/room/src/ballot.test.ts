import type { Refusal, VoteOutcome } from "@honest-majority/protocol";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BallotEvent, type KeptBallot, openBallot, stepBallot, type Voter, votesIn } from "./ballot";

const asked = {
  kind: "question",
  question: "Which curve is the median's?",
  options: [{ label: "the upper" }, { label: "the lower" }, { label: "neither" }],
  answer: 0,
} as const;
const opened = () => openBallot("a", { ...asked, options: [...asked.options] });
const here = (...ids: string[]): Voter[] => ids.map((id) => ({ id, here: true }));
const outcome: VoteOutcome = { right: [0], named: [], rules: [] };
const cast = (voter: string, option: number, vote = "a"): BallotEvent => ({
  kind: "cast",
  vote,
  voter,
  option,
});
const show: BallotEvent = { kind: "show", outcomeOf: () => outcome };

/** Every event must be taken. */
function played(ballot: KeptBallot, voters: readonly Voter[], ...events: BallotEvent[]): KeptBallot {
  return events.reduce((state, event) => {
    const next = stepBallot(state, event, voters);
    if ("ok" in next) throw new Error(next.detail);
    return next;
  }, ballot);
}
const codeOf = (answer: KeptBallot | Refusal) => ("ok" in answer ? answer.code : "taken");

describe("a ballot", () => {
  test("is counted when all that are here have voted; until then votes may change", () => {
    const voters = here("ada", "ben", "cleo");
    const two = played(opened(), voters, cast("ada", 0), cast("ben", 1), cast("ben", 2));
    expect(two).toMatchObject({ phase: "open", tallies: [] });
    expect(votesIn(two, voters)).toEqual({ cast: 2, awaited: 1 });
    const all = played(two, voters, cast("cleo", 2));
    expect(all).toMatchObject({ phase: "closed", tallies: [[1, 0, 2]], votes: {} });
    expect(votesIn(all, voters)).toEqual({ cast: 3, awaited: 0 });
  });

  test("does not wait for those that left, and keeps their votes", () => {
    const voters = here("ada", "ben", "cleo");
    const one = played(opened(), voters, cast("ada", 1));
    const left = [{ id: "ada", here: false }, ...here("ben"), { id: "cleo", here: false }];
    expect(played(one, left, { kind: "voters" })).toMatchObject({ phase: "open" });
    expect(played(one, left, cast("ben", 1))).toMatchObject({ phase: "closed", tallies: [[0, 2, 0]] });
  });

  test("does not count the vote of one that was removed", () => {
    const one = played(opened(), here("ada", "ben", "cleo"), cast("ada", 1), cast("ben", 2));
    expect(played(one, here("ben", "cleo"), { kind: "close" }).tallies).toEqual([[0, 0, 1]]);
    expect(played(one, here("ben"), { kind: "voters" })).toMatchObject({
      phase: "closed",
      tallies: [[0, 0, 1]],
    });
  });

  test("waits for the first vote, also when nobody is here", () => {
    expect(played(opened(), [], { kind: "voters" })).toMatchObject({ phase: "open" });
    expect(played(opened(), [], { kind: "close" })).toMatchObject({ phase: "closed", tallies: [[0, 0, 0]] });
  });

  test("a second vote keeps the first tally, and no vote", () => {
    const voters = here("ada", "ben");
    const again = played(opened(), voters, cast("ada", 0), cast("ben", 1), { kind: "again", id: "b" });
    expect(again).toMatchObject({ id: "b", turn: 2, phase: "open", tallies: [[1, 1, 0]], votes: {} });
    const second = played(again, voters, cast("ada", 0, "b"), cast("ben", 0, "b"));
    expect(second).toMatchObject({
      phase: "closed",
      tallies: [
        [1, 1, 0],
        [2, 0, 0],
      ],
    });
    expect(played(second, voters, show)).toMatchObject({ phase: "shown", outcome });
  });

  test("to show an open vote counts it first", () => {
    const tallies: unknown[] = [];
    const outcomeOf = (tally: readonly number[]) => {
      tallies.push(tally);
      return outcome;
    };
    const counting: BallotEvent = { kind: "show", outcomeOf };
    const shown = played(opened(), here("ada", "ben"), cast("ada", 2), counting);
    expect(shown).toMatchObject({ phase: "shown", tallies: [[0, 0, 1]], votes: {} });
    expect(tallies).toEqual([[0, 0, 1]]);
  });

  test.each([
    ["a vote of a client that does not vote", "wrong-vote", [], cast("python", 0)],
    ["a vote for an option that is not there", "malformed", [], cast("ada", 3)],
    ["a vote of another ballot", "wrong-vote", [], cast("ada", 0, "b")],
    ["a vote after the close", "wrong-vote", [{ kind: "close" }], cast("ada", 0)],
    ["a second close", "wrong-vote", [{ kind: "close" }], { kind: "close" }],
    ["a second vote while the first is open", "wrong-vote", [], { kind: "again", id: "b" }],
    [
      "a third vote",
      "wrong-vote",
      [{ kind: "close" }, { kind: "again", id: "b" }, { kind: "close" }],
      { kind: "again", id: "c" },
    ],
    ["a second vote after the answer", "wrong-vote", [show], { kind: "again", id: "b" }],
    ["to show it twice", "wrong-vote", [show], show],
  ] satisfies [string, Refusal["code"], BallotEvent[], BallotEvent][])(
    "refuses %s",
    (_, code, before, event) => {
      const voters = here("ada", "ben");
      expect(codeOf(stepBallot(played(opened(), voters, ...before), event, voters))).toBe(code);
    },
  );

  test("whatever the class does, the tally is that of the last votes of those in the room", () => {
    const who = fc.constantFrom("ada", "ben", "cleo", "dev", "eva");
    const act = fc.oneof(
      { weight: 6, arbitrary: fc.record({ does: fc.constant("votes" as const), who, option: fc.nat(2) }) },
      { weight: 4, arbitrary: fc.record({ does: fc.constantFrom("leaves", "returns", "is removed"), who }) },
      fc.record({ does: fc.constantFrom("close", "again") }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        let ballot = opened();
        const presence = new Map(["ada", "ben", "cleo", "dev", "eva"].map((id) => [id, true]));
        const votes = new Map<string, number>();
        for (const action of acts) {
          if (ballot.phase === "closed" && ballot.turn === 2) {
            ballot = opened();
            votes.clear();
          }
          const voters = () => [...presence].map(([id, isHere]) => ({ id, here: isHere }));
          const wasOpen = ballot.phase === "open";
          const step = (event: BallotEvent) => {
            const next = stepBallot(ballot, event, voters());
            if (!("ok" in next)) ballot = next;
            return !("ok" in next);
          };
          if ("who" in action && action.does === "votes") {
            const taken = step(cast(action.who, action.option, ballot.id));
            expect(taken).toBe(wasOpen && presence.has(action.who));
            if (taken) votes.set(action.who, action.option);
          } else if ("who" in action) {
            if (action.does === "is removed") {
              presence.delete(action.who);
              if (wasOpen) votes.delete(action.who);
            } else if (action.does === "returns" || presence.has(action.who))
              presence.set(action.who, action.does === "returns");
            step({ kind: "voters" });
          } else {
            step(action.does === "again" ? { kind: "again", id: "b" } : { kind: "close" });
          }
          const [tally] = ballot.tallies.slice(-1);
          if (ballot.phase === "open") {
            if (!wasOpen) votes.clear();
            const missing = [...presence].filter(([id, isHere]) => isHere && !votes.has(id)).length;
            expect(votesIn(ballot, voters())).toEqual({ cast: votes.size, awaited: missing });
            expect(votes.size === 0 || missing > 0).toBe(true); // else it is counted
            expect(ballot.tallies).toHaveLength(ballot.turn - 1);
          } else if (wasOpen) {
            expect(tally).toEqual([0, 1, 2].map((i) => [...votes.values()].filter((o) => o === i).length));
            expect(ballot.votes).toEqual({});
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
