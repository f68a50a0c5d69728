import { expect, test } from "vitest";
import { flagValue, integerFlag, readFlags } from "./flags";

const known = ["f", "z", "tau", "batchSize"];

test("a flag's value stands behind it or behind an equals sign, and may be negative", () => {
  expect(readFlags(["--f", "3", "--tau=0.1", "--z", "-1.5"], known)).toEqual({
    f: "3",
    tau: "0.1",
    z: "-1.5",
  });
});

test("kebab-case and camelCase are one flag, and equals signs may be part of a value", () => {
  expect(readFlags(["--batch-size=a=b"], known)).toEqual({ batchSize: "a=b" });
  expect(readFlags(["--batchSize", "4"], known)).toEqual({ batchSize: "4" });
});

test("help needs no value", () => {
  expect(readFlags(["--f", "1", "-h"], known)).toEqual({ f: "1", help: "true" });
  expect(readFlags(["--help"], known)).toEqual({ help: "true" });
});

test.each([
  [["--fs", "3"], "unknown flag --fs; --help lists those there are"],
  [["--constructor", "3"], "unknown flag --constructor; --help lists those there are"],
  [["--f"], "--f must have a value, got none"],
  [["--f", "--tau", "1"], "--f must have a value, got --tau"],
  [["--f", "1", "--f=2"], "--f must be given once, it is there twice"],
  [["krum"], 'flags look like --f 3, got "krum"'],
])("%j is refused", (args, message) => {
  expect(() => readFlags(args, known)).toThrow(message);
});

test("a whole number is asked for where one is meant", () => {
  expect(integerFlag({ f: "3" }, "f", 0, 7)).toBe(3);
  expect(integerFlag({}, "f", 0, 7)).toBe(7);
  for (const written of ["-1", "1.5", "three", "", " ", "1e99"]) {
    expect(() => integerFlag({ f: written }, "f", 0, 7)).toThrow(
      `--f must be an integer >= 0, got ${JSON.stringify(written)}`,
    );
  }
});

test("a value is JSON, a number or a word, in this order", () => {
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
