import { type RoomSnapshot, type RoundRecord, RunConfig, type WorkerView } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import {
  NOTHING_YET,
  roomChanged,
  roundClosed,
  roundProgressed,
  runChanged,
  watching,
  workersChanged,
} from "./state";

const snapshot = (run: string): RoomSnapshot => ({
  room: "KRUM-42",
  run,
  config: RunConfig.parse({}),
  state: { phase: "lobby" },
  workers: [],
  class: { locked: false, pace: "fast", secret: false, revealed: false },
  joinUrls: [],
  datasets: [],
  warnings: [],
  dim: 10,
});
const record = (round: number, closedAt = 0): RoundRecord => ({
  round,
  openedAt: 0,
  closedAt,
  closedBy: "all-in",
  invited: [],
  arms: [],
  refusals: [],
  events: [],
});
const worker = (lastRound: number, lastLoss: number): WorkerView => ({
  id: "w1",
  index: 0,
  name: "Ada",
  backend: "cpu",
  backendNote: "",
  presence: "ready",
  hidden: false,
  refusals: 0,
  lastRound,
  lastLoss,
});
const rounds = (state: { rounds: RoundRecord[] }) => state.rounds.map(({ round }) => round);

const start = watching(NOTHING_YET, { ...snapshot("a"), rounds: [record(0), record(1)], instructor: true });

describe("roundClosed", () => {
  test("appends a round; a round that is repeated after a restart replaces itself and all later ones", () => {
    const three = roundClosed(roundClosed(start, record(2)), record(3));
    expect(rounds(three)).toEqual([0, 1, 2, 3]);
    const again = roundClosed(three, record(2, 99));
    expect(rounds(again)).toEqual([0, 1, 2]);
    expect(again.rounds[2].closedAt).toBe(99);
  });
});

describe("roomChanged", () => {
  test("drops the rounds of another run, and keeps those of the same run", () => {
    expect(rounds(roomChanged(start, snapshot("a")))).toEqual([0, 1]);
    expect(rounds(roomChanged(start, snapshot("b")))).toEqual([]);
  });
});

describe("runChanged", () => {
  test("drops the progress when a round closes or the run pauses", () => {
    const open = roundProgressed(start, { round: 2, invited: ["w1"], arrived: [], timeLeftMs: 5 });
    expect(open.progress?.round).toBe(2);
    expect(roundClosed(open, record(2)).progress).toBeUndefined();
    expect(runChanged(open, { phase: "paused", round: 2 }).progress).toBeUndefined();
  });
});

describe("workersChanged", () => {
  test("collects a worker's best loss of each round, across a lost connection but not across runs", () => {
    let state = workersChanged(start, [worker(0, 4e9)], []);
    state = workersChanged(state, [worker(0, 2.3)], []);
    state = workersChanged(state, [worker(1, 2.1)], []);
    expect(state.losses.w1.map(({ loss }) => loss)).toEqual([2.3, 2.1]);
    const healed = watching(state, {
      ...snapshot("a"),
      workers: [worker(2, 2)],
      rounds: [],
      instructor: true,
    });
    expect(healed.losses.w1).toHaveLength(3);
    expect(watching(state, { ...snapshot("b"), rounds: [], instructor: true }).losses).toEqual({});
  });
});
