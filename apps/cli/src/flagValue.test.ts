import { describe, expect, test } from "vitest";
import { choiceFlag, flagValue, integerFlag, jsonFlagValue } from "./flagValue";

describe("integerFlag", () => {
  test("returns an integer, or the default if the flag is missing", () => {
    expect(integerFlag({ f: "3" }, "f", { least: 0, unset: 7 })).toBe(3);
    expect(integerFlag({}, "f", { least: 0, unset: 7 })).toBe(7);
  });

  test("rejects anything but an integer in the range, and names the flag", () => {
    for (const written of ["-1", "1.5", "three", "", " ", "1e99"]) {
      expect(() => integerFlag({ f: written }, "f", { least: 0, unset: 7 })).toThrow(
        `--f must be an integer >= 0, got ${JSON.stringify(written)}`,
      );
    }
    expect(() => integerFlag({ batchSize: "9" }, "batchSize", { least: 1, most: 8, unset: 1 })).toThrow(
      '--batch-size must be an integer from 1 to 8, got "9"',
    );
  });
});

describe("choiceFlag", () => {
  test("returns one of the choices, and rejects any other word", () => {
    const sizes = ["smoke", "laptop", "paper"] as const;
    expect(choiceFlag({ size: "smoke" }, "size", sizes)).toBe("smoke");
    expect(choiceFlag({}, "size", sizes)).toBeUndefined();
    expect(() => choiceFlag({ size: "big" }, "size", sizes)).toThrow(
      '--size must be smoke, laptop or paper, got "big"',
    );
  });
});

describe("flagValue", () => {
  test("reads JSON, else a number, else a word", () => {
    expect(["[1,2]", ".5", "007", "1e-3", "auto", "true", ""].map(flagValue)).toEqual([
      [1, 2],
      0.5,
      7,
      0.001,
      "auto",
      true,
      "",
    ]);
  });
});

describe("jsonFlagValue", () => {
  test("rejects text that begins like JSON but is not JSON, and says where the error is", () => {
    expect(jsonFlagValue("attack", '{"kind":"alie"}')).toEqual({ kind: "alie" });
    expect(() => jsonFlagValue("attack", "{kind:alie}")).toThrow(
      '--attack {kind:alie}: must be JSON: line 1, column 2: expected a name in "double quotes" or }',
    );
  });
});
