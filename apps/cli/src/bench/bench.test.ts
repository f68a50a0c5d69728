import { describe, expect, test } from "vitest";
import { benchOptions } from "./bench";
import { benchOfRepository, written } from "./ofRepository";

test("benchOfRepository says what is missing without a clone", async () => {
  for (const place of ["/nowhere", undefined])
    await expect(benchOfRepository("dashboard", [], place)).rejects.toThrow(
      "bench dashboard needs a clone of the whole repository, with its browser tests",
    );
});

test("written passes on the flags that were given", () => {
  expect(written({ workers: "60,200", json: true, quick: false, rate: undefined })).toEqual([
    "--workers",
    "60,200",
    "--json",
  ]);
});

describe("benchOptions", () => {
  test("reads lists of sizes and rules", () => {
    expect(benchOptions({ m: "8,20", d: "61706", rules: "krum,centered-clip", quick: true })).toEqual({
      json: false,
      quick: true,
      m: [8, 20],
      d: [61706],
      rules: ["krum", "centeredClip"],
    });
  });

  test("rejects sizes that are not positive integers, and unknown rules", () => {
    expect(() => benchOptions({ m: "8,x" })).toThrow(
      "--m must be integers >= 1 with commas between them, got 8,x",
    );
    expect(() => benchOptions({ d: "0" })).toThrow(
      "--d must be integers >= 1 with commas between them, got 0",
    );
    expect(() => benchOptions({ rules: "kurm" })).toThrow(/^--rules must be one of mean, .*; got "kurm"$/);
  });
});
