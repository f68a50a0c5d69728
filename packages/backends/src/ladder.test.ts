import { expect, test } from "vitest";
import { climb, NotInstalled, type Rung } from "./ladder";

const stands = (name: string): Rung => ({ name, start: async () => {} });
const absent = (name: string): Rung => ({ name, start: () => Promise.reject(new NotInstalled(name)) });
const breaks = (name: string, why: string): Rung => ({ name, start: () => Promise.reject(new Error(why)) });
const passes = async () => ({ ok: true }) as const;

test("the first rung that stands is taken, without an excuse", async () => {
  expect(await climb([stands("gpu"), stands("cpu")], passes)).toEqual({ name: "gpu", note: "" });
});

test("what is not installed is named in one breath, what fails with its first line", async () => {
  const rungs = [absent("a"), breaks("b", "no driver\n  at dlopen"), absent("c"), stands("d"), stands("e")];
  expect(await climb(rungs, passes)).toEqual({
    name: "d",
    note: "b does not start (no driver); a and c are not installed",
  });
});

test("a rung that computes wrongly is passed over", async () => {
  let tested = 0;
  const failsFirst = async () =>
    ++tested === 1 ? ({ ok: false, detail: "matMul is off by 0.3" } as const) : ({ ok: true } as const);
  expect(await climb([stands("fast"), stands("slow")], failsFirst)).toEqual({
    name: "slow",
    note: "fast computes wrongly (matMul is off by 0.3)",
  });
});

test("where nothing stands the error says why for each", async () => {
  await expect(climb([absent("a"), breaks("b", "no driver")], passes)).rejects.toThrow(
    /no backend computes here: b does not start \(no driver\); a is not installed/,
  );
});
