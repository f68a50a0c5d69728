import type { ArmRecord, RoundRecord, RunState } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { columnsOf, noColumns } from "../chart/columns";
import { announce, describeState, isMidRun, shortState } from "./describe";

describe("describeState", () => {
  test("says which workers a running room waits for, and that it will pause", () => {
    const running = { phase: "running", round: 3, waitingFor: 0, pausing: false } as const;
    expect(describeState(running)).toBe("running");
    expect(describeState({ ...running, waitingFor: 1 })).toBe("waiting for 1 more worker");
    expect(describeState({ ...running, waitingFor: 2 })).toBe("waiting for 2 more workers");
    expect(describeState({ ...running, pausing: true })).toBe("pausing after this round");
  });
});

describe("shortState", () => {
  test("says the same in a word or two, with the number", () => {
    const running = { phase: "running", round: 3, waitingFor: 0, pausing: false } as const;
    expect(shortState({ phase: "lobby" })).toBe("lobby");
    expect(shortState({ ...running, waitingFor: 2 })).toBe("waiting for 2");
    expect(shortState({ ...running, pausing: true })).toBe("pausing");
  });
});

describe("announce", () => {
  test("announces the last measured round and the arms that diverged", () => {
    const arm = (label: string, accuracy?: number, outcome = "stepped") =>
      ({ label, outcome, evaluation: accuracy === undefined ? undefined : { accuracy } }) as ArmRecord;
    const rounds = [
      { round: 5, events: [], arms: [arm("mean", 0.1, "diverged"), arm("krum", 0.912)] },
      { round: 6, events: [], arms: [arm("mean"), arm("krum")] },
    ] as unknown as RoundRecord[];
    expect(announce(columnsOf(rounds), 200)).toBe(
      "Round 5 of 200. Test accuracy: Mean 10.0 %, diverged; Krum 91.2 %.",
    );
    expect(announce(noColumns(), 200)).toBe("");
  });
});

describe("isMidRun", () => {
  test("holds from the first round to the end of a run", () => {
    const phases: RunState[] = [
      { phase: "lobby" },
      { phase: "paused", round: 9 },
      { phase: "finished", round: 9 },
    ];
    expect(phases.map(isMidRun)).toEqual([false, true, false]);
  });
});
