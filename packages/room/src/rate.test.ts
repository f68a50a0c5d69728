import { LIMITS, REQUEST_BURST } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { Rate } from "./rate";

function rate() {
  let now = 0;
  const limited = new Rate(() => now);
  /** How many of so many requests may be made. */
  const made = (count: number, asker = "ada", what = "renames") =>
    Array.from({ length: count }, () => limited.refuses(asker, what)).filter(
      (refusal) => refusal === undefined,
    ).length;
  const pass = (ms: number) => {
    now += ms;
  };
  return { limited, made, pass };
}

describe("Rate", () => {
  test("lets a few requests pass at once, then so many a second", () => {
    const { made, pass } = rate();
    expect(made(50)).toBe(REQUEST_BURST);
    pass(1_000);
    expect(made(50)).toBe(LIMITS.requests.most);
    pass(60_000);
    expect(made(50)).toBe(REQUEST_BURST);
  });

  test("counts each asker and each kind by itself, also after thousands of others", () => {
    const { made } = rate();
    expect(made(9)).toBe(REQUEST_BURST);
    for (let i = 0; i < 3_000; i++) made(1, `stranger ${i}`);
    expect(made(9)).toBe(0);
    expect(made(9, "ben")).toBe(REQUEST_BURST);
    expect(made(9, "ada", "leaves")).toBe(REQUEST_BURST);
  });

  test("says what is limited, and what to do", () => {
    const { limited, made } = rate();
    made(9);
    expect(limited.refuses("ada", "renames")).toEqual({
      ok: false,
      code: "too-many",
      detail: "at most 3 renames a second count for one worker: wait a moment",
    });
  });

  test("a clock that goes back gives and takes nothing", () => {
    const { made, pass } = rate();
    made(4);
    pass(-60_000);
    expect(made(50)).toBe(REQUEST_BURST - 4);
  });
});
