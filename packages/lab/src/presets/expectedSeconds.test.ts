import { chooseNodeBackend } from "@honest-majority/backends";
import { glyphs } from "@honest-majority/learning";
import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { expectedSeconds } from "./expectedSeconds";

const backend = await chooseNodeBackend();
const dataset = glyphs({ seed: 1, train: 400, test: 1000 });

/** A clock that advances one second per call, so that each round takes one second, and so does a measurement of 200 pictures. */
function ticking() {
  let ms = 0;
  return () => {
    ms += 1000;
    return ms;
  };
}

const config = RunConfig.parse({ dataset: "glyphs", model: "softmax", workers: 4, arms: ["mean"] });
const run = { ...config, rounds: 40, evaluateEvery: 20 };
const expected = (processes: number, ...configs: RunConfig[]) =>
  expectedSeconds({ configs, processes, backend, load: async () => dataset, now: ticking() });

describe("expectedSeconds", () => {
  test("divides the time of all rounds and measurements by the number of processes", async () => {
    // 40 rounds, and three times 1,000 pictures at 200 a second
    expect(await expected(1, run)).toBeCloseTo(55, 6);
    expect(await expected(1, run, { ...run, rounds: 10, evaluateEvery: 10 })).toBeCloseTo(75, 6);
    expect(await expected(2, run, run)).toBeCloseTo(55, 6);
    expect(await expected(8, run, run)).toBeCloseTo(55, 6); // uses no more processes than runs
    expect(await expected(1)).toBe(0);
  });

  test("rejects a missing data set before the first run", async () => {
    const missing = new Error("no file of mnist");
    const asked = {
      configs: [run],
      processes: 1,
      backend,
      load: () => Promise.reject(missing),
      now: ticking(),
    };
    await expect(expectedSeconds(asked)).rejects.toBe(missing);
  });
});
