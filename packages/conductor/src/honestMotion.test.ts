import { describe, expect, test } from "vitest";
import { createMotionTracker } from "./honestMotion";

const at = (...values: number[]) => Float32Array.from(values);
const rows = [0, 1, 2];

describe("createMotionTracker", () => {
  test("follow returns the distance from the last mean, and from the average of the earlier starts", () => {
    const motion = createMotionTracker(0.75);
    expect(motion.follow({ round: 0, mean: at(1, 2), rows, from: at(0, 0) })).toEqual({
      turned: null,
      moved: null,
    });
    // (3, 4) away in both
    expect(motion.follow({ round: 1, mean: at(4, 6), rows, from: at(3, 4) })).toEqual({
      turned: 5,
      moved: 5,
    });
    // W₁ = ¾·(0, 0) + ¼·(3, 4); (6.75, 13) is (6, 12) away: √180
    const { turned, moved } = motion.follow({ round: 2, mean: at(4, 7), rows, from: at(6.75, 13) });
    expect(turned).toBe(1);
    expect(moved).toBeCloseTo(Math.sqrt(180), 5);
  });

  test("follow copies the start, so that the caller may change its parameters", () => {
    const motion = createMotionTracker(0);
    const from = at(0, 0);
    motion.follow({ round: 0, mean: at(1, 1), rows, from });
    from.set([100, 100]);
    expect(motion.follow({ round: 1, mean: at(1, 1), rows, from: at(3, 4) }).moved).toBe(5);
  });

  test.each([
    ["the honest workers changed", { rows: [0, 1] }],
    ["a round was skipped", { round: 2 }],
    ["the arm did not aggregate", { from: undefined }],
    ["there was no honest mean", { mean: undefined }],
  ])("once %s, follow returns null for the rest of the run", (_, change) => {
    const motion = createMotionTracker(0.9);
    const usual = { mean: at(1, 2), rows, from: at(1, 1) };
    const lost = { turned: null, moved: null };
    motion.follow({ round: 0, ...usual });
    expect(motion.follow({ round: 1, ...usual, ...change })).toEqual(lost);
    expect(motion.follow({ round: "round" in change ? 3 : 2, ...usual })).toEqual(lost);
  });

  test("follow returns null in a run that was resumed after round 0", () => {
    const motion = createMotionTracker(0.9);
    for (const round of [5, 6]) {
      expect(motion.follow({ round, mean: at(1), rows, from: at(1) })).toEqual({ turned: null, moved: null });
    }
  });
});
