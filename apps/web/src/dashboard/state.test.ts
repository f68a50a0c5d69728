import {
  type ArmRecord,
  type Ballot,
  briefRound,
  type RoomSnapshot,
  type RoundRecord,
  RunConfig,
  type WorkerView,
} from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import {
  classChanged,
  type DashboardState,
  mapChanged,
  NOTHING_YET,
  ownVoteCast,
  roomChanged,
  roundClosed,
  roundProgressed,
  roundsLoaded,
  runChanged,
  votesChanged,
  votesCounted,
  watching,
  workersChanged,
} from "./state";

const snapshot = (run: string): RoomSnapshot => ({
  room: "KRUM-42",
  run,
  config: RunConfig.parse({}),
  state: { phase: "lobby" },
  class: NOTHING_YET.class,
  workers: [],
  joins: [],
  datasets: [],
  warnings: [],
  dim: 10,
});
const arm = (label: string, kept: number[]): ArmRecord => ({
  label,
  outcome: "stepped",
  counted: kept.length,
  expectedByzantine: 1,
  rows: kept.map((share, i) => ({ worker: `w${i + 1}`, kept: share })),
  warnings: [],
  aggregateNorm: 1,
  learningRate: 0.3,
  trainLoss: 1,
  aggregateMs: 1,
});
const record = (round: number, more: Partial<RoundRecord> = {}): RoundRecord => ({
  round,
  openedAt: 0,
  closedAt: 0,
  closedBy: "all-in",
  invited: [],
  arms: [],
  refusals: [],
  events: [],
  ...more,
});
const worker = (lastRound: number, lastLoss: number, id = "w1"): WorkerView => ({
  id,
  index: 0,
  name: "Ada",
  backend: "cpu",
  backendNote: "",
  presence: "ready",
  hidden: false,
  lastRound,
  lastLoss,
});
const rounds = ({ columns }: DashboardState) => columns.rounds.slice(0, columns.length);

const open = () =>
  watching(NOTHING_YET, { ...snapshot("a"), rounds: [record(0), record(1)], instructor: true });

describe("roundClosed", () => {
  test("appends a round; a round that is repeated after a restart replaces itself and all later ones", () => {
    const three = roundClosed(roundClosed(open(), record(2)), record(3));
    expect(rounds(three)).toEqual([0, 1, 2, 3]);
    const again = roundClosed(three, record(2, { closedAt: 99_000 }));
    expect(rounds(again)).toEqual([0, 1, 2]);
    expect(again.columns.values.seconds.at(-1)).toBe(99);
  });

  test("keeps the rows of the last round alone, with the verdict on each worker", () => {
    const stage = { byzantine: ["w1", "w4"], aggregationError: [1] };
    const first = roundClosed(open(), record(2, { arms: [arm("krum", [1, 0, 0])], stage }));
    expect(first.last?.verdicts.w1).toEqual([{ arm: "krum", kept: 1, verdict: "missed" }]);
    const refusals = [{ worker: "w4", code: "not-finite" }];
    const second = roundClosed(first, record(3, { arms: [arm("krum", [0, 1, 1])], stage, refusals }));
    expect(second.last?.verdicts).toEqual({
      w1: [{ arm: "krum", kept: 0, verdict: "caught" }],
      w2: [{ arm: "krum", kept: 1, verdict: "kept" }],
      w3: [{ arm: "krum", kept: 1, verdict: "kept" }],
      w4: [{ arm: "krum", kept: undefined, verdict: "caught" }],
    });
    // round 2: one missed, two honest thrown out; round 3: two caught, two kept
    expect(second.sums.krum).toEqual({ caught: 2, missed: 1, wronged: 2, kept: 2 });
  });

  test("has no verdict and no sum where the roles are not known", () => {
    const state = roundClosed(open(), record(2, { arms: [arm("krum", [1, 0])] }));
    expect(state.last?.verdicts.w1).toEqual([{ arm: "krum", kept: 1, verdict: undefined }]);
    expect(state.sums).toEqual({});
  });
});

test("brief rounds give the same curves, events and sums as their records", () => {
  const stage = { byzantine: ["w1", "w4"], aggregationError: [1], honestNorm: [2] };
  const evaluation = { accuracy: 0.5, loss: 1, confusion: [[1]] };
  const records = [0, 1, 2, 3].map((round) =>
    record(round, {
      arms: [{ ...arm("krum", [1, round % 2, 0]), ...(round < 3 && { evaluation }) }],
      refusals: [{ worker: "w4", code: "not-finite" }],
      events: [{ kind: "diverged", arm: "krum" }],
      stage,
    }),
  );
  const [whole, brief] = [records, [...records.slice(0, 2).map(briefRound), ...records.slice(2)]].map((all) =>
    roundsLoaded(open(), all),
  );
  expect(brief).toEqual(whole);
  expect(brief.sums.krum).toEqual({ caught: 4, missed: 4, wronged: 6, kept: 2 });
});

describe("roomChanged", () => {
  test("keeps the rounds of the same run; those of another run become its ghost", () => {
    const state = roundClosed(open(), record(2));
    expect(rounds(roomChanged(state, snapshot("a")))).toEqual([0, 1, 2]);
    const next = roomChanged(state, snapshot("b"));
    expect(rounds(next)).toEqual([]);
    expect(next.ghost).toBe(state.columns);
    // a run that was reset before its first round leaves the older ghost
    expect(roomChanged(next, snapshot("c")).ghost).toBe(state.columns);
  });

  test("keeps the quiz, which belongs to the class and not to a run", () => {
    const none = { answered: 0, right: [] };
    const quiz = { questions: [], tallies: { before: none, after: none } };
    const quizCount = { time: "before", answered: 1, awaited: 2 } as const;
    const next = roomChanged({ ...open(), quiz, quizCount }, snapshot("b"));
    expect([next.quiz, next.quizCount]).toEqual([quiz, quizCount]);
  });
});

describe("runChanged", () => {
  test("drops the progress when a round closes or the run pauses", () => {
    const state = roundProgressed(open(), { round: 2, invited: ["w1"], arrived: [], timeLeftMs: 5 });
    expect(state.progress?.round).toBe(2);
    expect(roundClosed(state, record(2)).progress).toBeUndefined();
    expect(runChanged(state, { phase: "paused", round: 2 }).progress).toBeUndefined();
  });
});

describe("workersChanged", () => {
  test("collects a worker's best loss of each round, across a lost connection but not across runs", () => {
    let state = workersChanged(open(), [worker(0, 4e9)], []);
    state = workersChanged(state, [worker(0, 2.3)], []);
    state = workersChanged(state, [worker(1, 2.1)], []);
    expect(state.losses.w1.map(({ loss }) => loss)).toEqual([2.3, 2.1]);
    const back = { ...snapshot("a"), workers: [worker(2, 2)], rounds: [], instructor: true };
    const healed = watching(state, back);
    expect(healed.losses.w1).toHaveLength(3);
    expect(watching(state, { ...snapshot("b"), rounds: [], instructor: true }).losses).toEqual({});
  });

  test("a worker that did not change keeps its object, so that its tile does not render", () => {
    const two = (loss: number) => [worker(0, 1, "w1"), worker(0, loss, "w2")];
    const before = workersChanged(open(), two(2), ["careful"]);
    const same = workersChanged(before, two(2), ["careful"]);
    expect([same.workers, same.order, same.warnings]).toEqual([
      before.workers,
      before.order,
      before.warnings,
    ]);
    expect(same.workers).toBe(before.workers);
    expect(same.warnings).toBe(before.warnings);
    const after = workersChanged(before, two(1.5), []);
    expect(after.workers.w1).toBe(before.workers.w1);
    expect(after.workers.w2).not.toBe(before.workers.w2);
    expect(after.order).toBe(before.order);
  });
});

describe("votes", () => {
  const ballot: Ballot = {
    id: "a",
    kind: "question",
    question: "Why?",
    options: [{ label: "x" }, { label: "y" }],
    turn: 1,
    phase: "open",
    cast: 0,
    awaited: 1,
    tallies: [],
  };

  test("the page keeps its own vote while the ballot is shown, and a new run's snapshot replaces the rest", () => {
    const open = votesChanged(NOTHING_YET, { ballot });
    const voted = ownVoteCast(open, { vote: "a", option: 1 });
    const counted: Ballot = { ...ballot, phase: "closed", cast: 1, awaited: 0, tallies: [[0, 1]] };
    expect(votesChanged(voted, { ballot: counted }).votes).toEqual({ ballot: counted, own: 1 });
    expect(votesChanged(voted, { ballot: { ...ballot, id: "b" } }).votes).not.toHaveProperty("own");
    expect(ownVoteCast(open, { vote: "b", option: 1 })).toBe(open);
    expect(roomChanged(voted, { ...snapshot("b"), votes: { ballot } }).votes.own).toBe(1);
    expect(roomChanged(voted, snapshot("b")).votes).toEqual({});
  });

  test("a count changes the ballot that it is of", () => {
    const open = votesChanged(NOTHING_YET, { ballot });
    expect(votesCounted(open, { id: "a", cast: 3, awaited: 2 }).votes.ballot).toMatchObject({
      cast: 3,
      awaited: 2,
    });
    expect(votesCounted(open, { id: "b", cast: 3, awaited: 2 }).votes).toEqual({ ballot });
  });
});

describe("messages of another run", () => {
  test("a map that arrives after the run was replaced is dropped", () => {
    const map = {
      run: "old",
      round: 1,
      arm: "mean",
      updates: [],
      aggregates: [],
      medianDistance: 0,
      shown: 1,
    };
    expect(mapChanged(open(), map).map).toBeUndefined();
    expect(mapChanged(open(), { ...map, run: "a" }).map?.round).toBe(1);
  });

  test("the class is replaced as a whole", () => {
    const view = { locked: true, pace: "half", secret: true, revealed: false } as const;
    expect(classChanged(open(), view).class).toEqual(view);
  });
});

describe("the records that a lesson reads", () => {
  const measured = { evaluation: { accuracy: 0.5, loss: 1, confusion: [[1]] } };
  const arms = (more: object) => [{ ...arm("mean", [1]), ...more }];
  const isBrief = (state: DashboardState) => state.records.map((each) => "brief" in each);

  test("are whole for the last round and the last measured one, and brief for the others", () => {
    let state = roundClosed(NOTHING_YET, record(0, { arms: arms(measured) }));
    state = roundClosed(state, record(1, { arms: arms(measured) }));
    expect(isBrief(state)).toEqual([true, false]);
    state = roundClosed(state, record(2, { arms: arms({}) }));
    expect(isBrief(state)).toEqual([true, false, false]);
    state = roundClosed(state, record(3, { arms: arms({}) }));
    expect(isBrief(state)).toEqual([true, false, true, false]);
  });

  test("hold a repeated round once, without those after its first version", () => {
    let state = NOTHING_YET;
    for (const round of [0, 1, 2, 1]) state = roundClosed(state, record(round));
    expect(state.records.map(({ round }) => round)).toEqual([0, 1]);
  });

  test("are at most a thousand", () => {
    const rounds = Array.from({ length: 1_200 }, (_, i) => record(i));
    const loaded = roundsLoaded(NOTHING_YET, rounds);
    expect(loaded.records).toHaveLength(1_000);
    expect(roundClosed(loaded, record(1_200)).records).toHaveLength(1_000);
  });
});
