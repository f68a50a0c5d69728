import { expect, test } from "vitest";
import { loadOptions } from "./options";

test("makes one run of each combination", () => {
  const { combinations } = loadOptions([
    "--workers",
    "60,200",
    "--model",
    "softmax,mlp",
    "--codec",
    "float32,default",
  ]);
  expect(combinations).toHaveLength(8);
  expect(combinations[0]).toEqual({
    workers: 60,
    model: "softmax",
    arms: ["mean", "coordinateMedian"],
    codec: "float32",
  });
  expect(combinations[7]).toEqual({
    workers: 200,
    model: "mlp",
    arms: ["mean", "coordinateMedian"],
    codec: undefined,
  });
});

test("workers answer at once unless they are given time to think", () => {
  expect(loadOptions([]).think).toBe(0);
  expect(loadOptions(["--think", "150"]).think).toBe(150);
});

test("reads rules by name, and rates in bits a second", () => {
  const { combinations, rate } = loadOptions(["--arms", "1,krum+mean", "--rate", "2.5Mbit"]);
  expect(combinations.map(({ arms }) => arms)).toEqual([["mean"], ["krum", "mean"]]);
  expect(rate).toBe(2_500_000);
});

test.each([
  [["--workers", "0"], "--workers must be an integer >= 1, got 0"],
  [["--model", "mpl"], /--model must be one of .*; got mpl/],
  [["--arms", "mean+kurm"], /--arms must be one of .*; got kurm/],
  [["--arms", "9"], "--arms must be at most 8, got 9"],
  [["--codec", "int3"], /--codec must be one of float32.*default; got int3/],
  [["--rate", "20"], "--rate must be a number and a unit a second, such as 20mbit; got 20"],
  [["--rounds", "5"], "--rounds must be more than 5, the first that counts; got 5"],
])("refuses %j", (args, message) => {
  expect(() => loadOptions(args)).toThrow(message);
});
