import { expect, test } from "vitest";
import {
  depart,
  hasAnswered,
  isComplete,
  isExpected,
  objection,
  openRound,
  type Round,
  receive,
} from "./round";

const round = openRound(4, ["ada", "ben", "cleo"], [0, 2]);

test("a round is complete when every invited worker has answered every live arm", () => {
  let open = round;
  for (const worker of ["ada", "ben", "cleo"]) {
    expect(isComplete(open)).toBe(false);
    open = receive(open, worker, 0, "counted");
    expect(hasAnswered(open, worker)).toBe(false);
    open = receive(open, worker, 2, "not-finite");
    expect(hasAnswered(open, worker)).toBe(true);
  }
  expect(isComplete(open)).toBe(true);
});

test("an update that is not finite is an answer: the round does not wait for another", () => {
  const answered = receive(round, "ben", 0, "not-finite");
  expect(objection(answered, "ben", 0)).toBe("duplicate");
  expect(objection(answered, "ben", 2)).toBeUndefined();
});

test("a second update, an unknown arm and an uninvited worker are refused", () => {
  const open = receive(round, "ada", 2, "counted");
  expect(objection(open, "ada", 2)).toBe("duplicate");
  expect(objection(open, "ada", 1)).toBe("wrong-arm");
  expect(objection(open, "dev", 0)).toBe("not-invited");
  expect(() => receive(open, "ada", 2, "counted")).toThrow("receive: round 4, worker ada, arm 2: duplicate");
});

test("a worker that departs is not waited for, but may still answer before the round closes", () => {
  const open = depart(round, "cleo");
  expect(open.awaited).toBe(2);
  expect(objection(open, "cleo", 0)).toBeUndefined();
  expect(receive(open, "cleo", 0, "counted").answers[0]).toEqual([undefined, undefined, "counted"]);
});

test("departing twice, or without an invitation, changes nothing", () => {
  const open = depart(round, "cleo");
  expect(depart(open, "cleo")).toBe(open);
  expect(depart(open, "dev")).toBe(open);
});

test("a round without workers or without arms cannot open", () => {
  expect(() => openRound(0, [], [0])).toThrow("openRound: round 0 needs at least one worker");
  expect(() => openRound(0, ["ada"], [])).toThrow("openRound: round 0 needs a live arm");
});

/** Every order of the events. */
function orders<Event>(events: readonly Event[]): Event[][] {
  if (events.length === 0) return [[]];
  return events.flatMap((first, i) => orders(events.toSpliced(i, 1)).map((rest) => [first, ...rest]));
}

test("the count of awaited workers is that of the expected ones without all their updates, in any order of events", () => {
  const events = ["ada", "ben"].flatMap((worker) => [
    (open: Round) => receive(open, worker, 0, "counted"),
    (open: Round) => receive(open, worker, 2, "not-finite"),
    (open: Round) => depart(open, worker),
  ]);
  for (const silent of [[], ["ada"], ["cleo"]]) {
    for (const order of orders(events)) {
      let open = openRound(4, ["ada", "ben", "cleo"], [0, 2], new Set(silent));
      for (const happen of order) {
        open = happen(open);
        const owing = open.invited.filter(
          (worker, row) => isExpected(open, worker) && open.answers.some((answers) => !answers[row]),
        );
        expect(open.awaited).toBe(owing.length);
      }
    }
  }
});
