import { chooseNodeBackend } from "@honest-majority/backends";
import { glyphs } from "@honest-majority/learning";
import { RunConfig } from "@honest-majority/protocol";
import { expect, test } from "vitest";
import { expectedSeconds } from "./expectedSeconds";

const backend = await chooseNodeBackend();
const dataset = glyphs({ seed: 1, train: 400, test: 1000 });

/** A clock that goes one second each time it is asked: so each round takes one, and so does a measurement of 200 pictures. */
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

test("what runs will take is their rounds and measurements, over the processes they share", async () => {
  // 40 rounds, and three times 1,000 pictures at 200 a second
  expect(await expected(1, run)).toBeCloseTo(55, 6);
  expect(await expected(1, run, { ...run, rounds: 10, evaluateEvery: 10 })).toBeCloseTo(75, 6);
  expect(await expected(2, run, run)).toBeCloseTo(55, 6);
  expect(await expected(8, run, run)).toBeCloseTo(55, 6); // no more processes than runs
  expect(await expected(1)).toBe(0);
});

test("a data set that is missing is told before anything is run", async () => {
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
