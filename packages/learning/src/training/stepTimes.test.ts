import { memory } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { useBackend } from "../backend/backends.cases";
import { MODELS, type ModelName, registerModel } from "../models/models";
import { stepTimes } from "./stepTimes";

/** Each step takes this long. */
function steps(stepMs: number) {
  let asked = 0;
  return { now: () => Math.floor((asked++ + 1) / 2) * stepMs, count: () => asked / 2 };
}
const OPTIONS = { batchSize: 2, budgetMs: 100, mostSteps: 4, warmUp: false };

describe("stepTimes", () => {
  test("measures steps until their time is up, after one that does not count", async () => {
    await useBackend("wasm");
    const tensors = memory().numTensors;
    const clock = steps(40);
    expect(await stepTimes("softmax", { ...OPTIONS, now: clock.now })).toEqual([40, 40, 40]);
    expect(clock.count()).toBe(4);
    expect(memory().numTensors).toBe(tensors);
  });

  test("measures at most so many fast steps, and with warmUp as many before them", async () => {
    await useBackend("wasm");
    const clock = steps(1);
    expect(await stepTimes("softmax", { ...OPTIONS, warmUp: true, now: clock.now })).toEqual([1, 1, 1, 1]);
    expect(clock.count()).toBe(4 + 4);
  });

  test("measures a slow step once", async () => {
    await useBackend("wasm");
    const clock = steps(101);
    expect(await stepTimes("softmax", { ...OPTIONS, now: clock.now })).toEqual([101]);
    expect(clock.count()).toBe(2);
  });

  test("measures a model on the pictures that it is made for", async () => {
    await useBackend("wasm");
    const seen: unknown[] = [];
    registerModel({
      ...MODELS.softmax,
      model: "wide-pictures",
      madeFor: { height: 3, width: 50, channels: 2 },
      layers({ height, width, channels }, classes) {
        seen.push([height, width, channels]);
        return MODELS.softmax.layers({ height, width, channels }, classes);
      },
    });
    try {
      await stepTimes("wide-pictures" as ModelName, { ...OPTIONS, now: steps(101).now });
    } finally {
      Reflect.deleteProperty(MODELS, "wide-pictures");
    }
    expect(new Set(seen.map(String))).toEqual(new Set(["3,50,2"]));
  });
});
