import { plainPasses } from "@honest-majority/robust";
import { describe, expect, test } from "vitest";
import { byzflTasks, COUNTERPARTS, relativeDifference } from "./byzfl";
import type { Python } from "./python";
import { drawRows } from "./rows";
import { methodWith, timedMethods } from "./timedMethods";

const rows = drawRows(12, 8);
const methods = timedMethods(12);
const methodOf = (name: string) => methods.find((method) => method.name === name)!;

/** Answers with these values, but fails on torch. */
const python = (values: Float32Array): Python => ({
  numpy: "2",
  byzfl: { version: "0.0.11" },
  time: async () => 1,
  answer: async (program) => {
    if (program.startsWith("byzfl torch")) throw new Error("quantile() input tensor is too large");
    return values;
  },
  dispose() {},
});

describe("ByzFL's counterparts", () => {
  test("are rows of the table, and their options are the rule's", () => {
    for (const [name, { same }] of Object.entries(COUNTERPARTS))
      expect(methodWith(methodOf(name), same).name).toBe(name);
  });

  test("leave a failing backend out, and compare the other's result with ours", async () => {
    // column means of the 12 rows, one value off by 3: ‖a − b‖ = 3
    const mean = Float32Array.from({ length: 8 }, (_, j) => rows.reduce((sum, row) => sum + row[j], 0) / 12);
    const off = mean.with(2, mean[2] + 3);
    const { tasks, difference } = await byzflTasks(python(off), methodOf("mean"), rows, plainPasses);
    expect(tasks.map(({ backend }) => backend)).toEqual(["numpy"]);
    expect(difference).toBeCloseTo(3 / Math.hypot(...off), 5);
  });

  test("are timed without a comparison where the results differ for all options", async () => {
    const { tasks, difference } = await byzflTasks(python(rows[0]), methodOf("caf"), rows, plainPasses);
    expect(tasks).toHaveLength(2);
    expect(difference).toBeUndefined();
  });
});

test("relativeDifference is ‖a − b‖ / ‖b‖", () => {
  // (3, 4) − (0, 4) = (3, 0): 3 / 4
  expect(relativeDifference(Float32Array.of(3, 4), Float32Array.of(0, 4))).toBe(0.75);
});
