import type { Rung } from "@honest-majority/learning";
import { describe, expect, test } from "vitest";
import { firstThatServes, NotInstalled, unlessDead } from "./ladder";

const starts = (name: string): Rung => ({ name, start: async () => {} });
const absent = (name: string): Rung => ({ name, start: () => Promise.reject(new NotInstalled(name)) });
const breaks = (name: string, why: string): Rung => ({ name, start: () => Promise.reject(new Error(why)) });
const passes = async () => ({ ok: true, largestError: 0 }) as const;

describe("firstThatServes", () => {
  test("takes the first rung that starts, without a note", async () => {
    expect(await firstThatServes([starts("gpu"), starts("cpu")], passes)).toEqual({ name: "gpu", note: "" });
  });

  test("notes the first line of what failed, then what is not installed", async () => {
    const rungs = [absent("a"), breaks("b", "no driver\n  at dlopen"), absent("c"), starts("d"), starts("e")];
    expect(await firstThatServes(rungs, passes)).toEqual({
      name: "d",
      note: "b does not start (no driver); a and c are not installed",
    });
  });

  test("passes over a rung that computes wrongly", async () => {
    let tested = 0;
    const failsFirst = async () =>
      ++tested === 1
        ? ({ ok: false, detail: "matMul is off by 0.3" } as const)
        : ({ ok: true, largestError: 0 } as const);
    expect(await firstThatServes([starts("fast"), starts("slow")], failsFirst)).toEqual({
      name: "slow",
      note: "fast computes wrongly (matMul is off by 0.3)",
    });
  });

  test("passes over a rung that has died in this process", async () => {
    const rungs = [unlessDead(starts("gpu"), "the device was lost"), unlessDead(starts("cpu"), undefined)];
    expect(await firstThatServes(rungs, passes)).toEqual({
      name: "cpu",
      note: "gpu does not start (it stopped: the device was lost)",
    });
  });

  test("throws the reasons of all rungs when none can be used", async () => {
    await expect(firstThatServes([absent("a"), breaks("b", "no driver")], passes)).rejects.toThrow(
      /no backend computes here: b does not start \(no driver\); a is not installed/,
    );
  });
});
