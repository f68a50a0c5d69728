import { describe, expect, test } from "vitest";
import { UpdateHeader } from "./events";
import { LIMITS, limitsPerAddress, quoted } from "./limits";
import { describeConfigError, RunConfig } from "./runConfig";

test("one address may take what the pages of all its seats need, whatever --seats-per-address is", () => {
  for (const seats of [1, 16, 74, 128, 256]) {
    const { connections, wires, requests } = limitsPerAddress(seats);
    expect(connections).toBeGreaterThan(2 * seats);
    expect(Math.min(wires, requests)).toBeGreaterThanOrEqual(7 * Math.max(seats, 74));
    expect(connections).toBeLessThan(LIMITS.connectionsInAll.most);
    expect(wires).toBeLessThan(LIMITS.wiresInAll.most);
  }
});

describe("quoted", () => {
  test("shows at most forty characters of a text, and halves none", () => {
    expect(quoted("bitFlip")).toBe("bitFlip");
    expect(quoted("e".repeat(8e6))).toBe(`${"e".repeat(39)}…`);
    expect(quoted("🐙".repeat(100))).toBe(`${"🐙".repeat(39)}…`);
    expect(quoted("🐙".repeat(40))).toBe("🐙".repeat(40));
  });

  test("shows characters that would turn or break a line of the log as one sign", () => {
    expect(quoted("a\nb\u202ec")).toBe("a�b�c");
  });

  test("shows whatever came as a text", () => {
    expect(quoted(undefined)).toBe("undefined");
    expect(quoted(7)).toBe("7");
  });
});

test("an error about unknown fields quotes forty characters of their names in all", () => {
  const crowd = Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [`setting${"x".repeat(500)}${i}`, i]),
  );
  const parsed = RunConfig.safeParse(crowd);
  if (parsed.success) throw new Error("the crowd of settings was taken");
  const sentence = describeConfigError(parsed.error);
  expect(sentence).toMatch(/^Unrecognized keys: "settingx+…$/);
  expect(sentence.length).toBeLessThanOrEqual("Unrecognized keys: ".length + LIMITS.quotedCharacters.most);
});

describe("UpdateHeader", () => {
  const header = { run: "r", round: 0, arm: 0, dim: 1, trainLoss: 1, computeMs: 1 };
  const takes = (change: object) => UpdateHeader.safeParse({ ...header, ...change }).success;

  test("takes every loss that a float32 model can have, and none", () => {
    for (const trainLoss of [0, -1e-7, 2.3, 3.4e38, null])
      expect([trainLoss, takes({ trainLoss })]).toEqual([trainLoss, true]);
  });

  test("refuses a loss that no model has, and a computation of years", () => {
    for (const trainLoss of [1.7e308, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect([trainLoss, takes({ trainLoss })]).toEqual([trainLoss, false]);
    }
    expect(takes({ computeMs: 86_400_000 })).toBe(true);
    expect(takes({ computeMs: 86_400_001 })).toBe(false);
    expect(takes({ computeMs: -1 })).toBe(false);
  });
});
