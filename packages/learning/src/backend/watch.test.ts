import { describe, expect, test } from "vitest";
import { watchBackend } from "./watch";

/** A watch whose seconds pass when `pass` is called. */
function watched(isLost = () => false) {
  const reasons: string[] = [];
  const clocks = new Set<() => void>();
  const watch = watchBackend({
    everySecond(what) {
      clocks.add(what);
      return () => void clocks.delete(what);
    },
    isLost,
    died: (why) => void reasons.push(why),
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
  const pass = async (seconds: number) => {
    for (let s = 0; s < seconds; s++) for (const tick of [...clocks]) tick();
    await settle();
  };
  /** A step that takes so many seconds. */
  async function stepOf(steps: ReturnType<typeof watch.steps>, seconds: number) {
    let finish = () => {};
    const step = steps(() => new Promise<string>((resolve) => (finish = () => resolve("done"))));
    await pass(seconds);
    finish();
    await settle();
    return Promise.race([step, settle().then(() => "never")]);
  }
  return { watch, reasons, stepOf, clocks, pass };
}

describe("watchBackend", () => {
  test("passes results through and stops its clocks", async () => {
    const { watch, reasons, clocks } = watched();
    expect(await watch.steps()(async () => 7)).toBe(7);
    expect(reasons).toEqual([]);
    expect(clocks.size).toBe(0);
  });

  test("lets a first step take long, and each kind of step has its own first one", async () => {
    const { watch, reasons, stepOf } = watched();
    const [one, other] = [watch.steps(), watch.steps()];
    expect(await stepOf(one, 119)).toBe("done");
    expect(await stepOf(other, 119)).toBe("done");
    expect(await stepOf(watch.steps(), 120)).toBe("never");
    expect(reasons).toEqual(["it did not answer within 120 s"]);
  });

  test("a step far longer than those before it ends the backend, once", async () => {
    const { watch, reasons, stepOf } = watched();
    const steps = watch.steps();
    for (const seconds of [0, 3, 1]) expect(await stepOf(steps, seconds)).toBe("done");
    expect(await stepOf(steps, 29)).toBe("done"); // 10 × 3 s is the limit
    expect(await stepOf(steps, 289)).toBe("done");
    const quick = watch.steps();
    for (let i = 0; i < 3; i++) expect(await stepOf(quick, 0)).toBe("done");
    expect(await stepOf(quick, 20)).toBe("never");
    expect(await stepOf(steps, 0)).toBe("never");
    watch.lost("the device was removed");
    expect(reasons).toEqual(["it did not answer within 20 s"]);
  });

  test("the slow first step is forgotten after twenty others", async () => {
    const { watch, stepOf } = watched();
    const steps = watch.steps();
    expect(await stepOf(steps, 16)).toBe("done");
    for (let i = 0; i < 19; i++) await stepOf(steps, 0);
    expect(await stepOf(steps, 100)).toBe("done");
    const others = watch.steps();
    expect(await stepOf(others, 16)).toBe("done");
    for (let i = 0; i < 20; i++) await stepOf(others, 0);
    expect(await stepOf(others, 100)).toBe("never");
  });

  test("a rejected step, a lost backend and an answer from a lost context end it", async () => {
    const rejected = watched();
    void rejected.watch.steps()(() => Promise.reject(new Error("mapAsync failed")));
    await rejected.pass(0);
    expect(rejected.reasons).toEqual(["mapAsync failed"]);

    const lost = watched();
    lost.watch.lost("the GPU process crashed");
    expect(lost.reasons).toEqual(["the GPU process crashed"]);
    expect(await lost.stepOf(lost.watch.steps(), 0)).toBe("never");

    const zeros = watched(() => true);
    expect(await zeros.stepOf(zeros.watch.steps(), 0)).toBe("never");
    expect(zeros.reasons).toEqual(["its context was lost"]);
  });
});
