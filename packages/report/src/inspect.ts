/** Measures a backend of this thread: runs inside the process or Web Worker that `measureBackends` opens. */
import { selfTest, stepTimes } from "@honest-majority/learning";
import type { ModelName } from "@honest-majority/learning/facts";
import type { Answers, SelfTest } from "./tasks";

const STEPS = { batchSize: 32, budgetMs: 1000, mostSteps: 20, warmUp: true };

/** The self-test of the model's gradient, and the times of a worker's local step. */
export async function inspectModel(model: ModelName, now: () => number): Promise<Answers["model"]> {
  const tested = rounded(await selfTest([model]));
  const times = (await stepTimes(model, { ...STEPS, now })).toSorted((a, b) => a - b);
  return {
    selfTest: tested,
    medianMs: short(times[times.length >> 1]),
    fastestMs: short(times[0]),
    steps: times.length,
  };
}

/** The self-test of the matrix products. */
export async function inspectProducts(): Promise<SelfTest> {
  return rounded(await selfTest([]));
}

function rounded(tested: SelfTest): SelfTest {
  return tested.ok ? { ok: true, largestError: short(tested.largestError) } : tested;
}

/** Three significant digits: the file is for people too. */
export function short(value: number): number {
  return Number(value.toPrecision(3));
}
