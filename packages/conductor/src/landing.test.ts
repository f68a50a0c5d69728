import { type Arrivals, plainPasses } from "@honest-majority/robust";
import { describe, expect, test } from "vitest";
import { landing } from "./landing";

describe("landing", () => {
  test("rows land in the order of the calls, also more rows than expected", async () => {
    const arm = landing(plainPasses, 2, 1);
    const first = Float32Array.of(1, -3);
    arm.set(0, first);
    arm.set(3, Float32Array.of(5, 7));
    await arm.arrivals();
    first.set([2, 4]);
    arm.set(0, first);
    const updates = (await arm.arrivals()).matrix([0, 3]);
    expect(await updates.coordinateMedian()).toEqual(Float32Array.of(3.5, 5.5));
    expect(arm.rows()[3]).toEqual(Float32Array.of(5, 7));
    expect(arm.rows()[1]).toBeUndefined();
  });

  test("many more rows than expected may be set in one turn, as when a class grows from 8 to 40", async () => {
    const arm = landing(plainPasses, 1, 8);
    const rows = Array.from({ length: 40 }, (_, i) => i);
    for (const i of rows) arm.set(i, Float32Array.of(i));
    const updates = (await arm.arrivals()).matrix(rows);
    expect(await updates.coordinateMedian()).toEqual(Float32Array.of(19.5));
  });

  test("a row that is set during a use lands after it, and a failing use stops no later one", async () => {
    const arm = landing(plainPasses, 1, 2);
    arm.set(0, Float32Array.of(1));
    arm.set(1, Float32Array.of(3));
    const mean = async (arrivals: Arrivals<Float32Array>) =>
      (await arrivals.matrix([0, 1]).combine(Float64Array.of(0.5, 0.5)))[0];
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const first = arm.use(async (arrivals) => {
      await held;
      return mean(arrivals);
    });
    arm.set(0, Float32Array.of(7));
    const second = arm.use(mean);
    const failing = arm.use(async () => {
      throw new Error("the work failed");
    });
    arm.set(1, Float32Array.of(5));
    const last = arm.use(mean);
    goOn();
    expect(await Promise.allSettled([first, second, failing, last])).toMatchObject([
      { value: 2 }, // (1 + 3) / 2
      { value: 5 }, // (7 + 3) / 2
      { reason: new Error("the work failed") },
      { value: 6 }, // (7 + 5) / 2
    ]);
  });

  test("arrivals rejects when a row could not land", async () => {
    const arm = landing(plainPasses, 2, 4);
    arm.set(0, Float32Array.of(1, 2, 3));
    arm.set(1, Float32Array.of(1, 2));
    await expect(arm.arrivals()).rejects.toThrow("land: a row must hold 2 values, got 3");
    arm.dispose();
  });
});
