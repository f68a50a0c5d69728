import { describe, expect, test } from "vitest";
import { type Isolated, measureBackends, type Plan } from "./supervise";
import type { Task } from "./tasks";

const DONE = { selfTest: { ok: true, largestError: 1e-7 }, medianMs: 2, fastestMs: 1, steps: 3 } as const;
const never = () => new Promise<never>(() => {});

/**
 * Processes whose tasks `behave` answers. Time passes only in `passTime`, which ends every time limit. `log`: what
 * happened, with the number of the process.
 */
function machine(behave: (task: Task, process: number) => Promise<unknown>) {
  const log: string[] = [];
  let opened = 0;
  const limits = new Set<() => void>();
  const open = (): Isolated => {
    const number = ++opened;
    log.push(`open ${number}`);
    return {
      ask(task) {
        log.push(`${number}: ${task.kind === "model" ? task.model : task.kind}`);
        const answer = behave(task, number);
        if (answer === stuck) queueMicrotask(() => limits.forEach((end) => void end()));
        return answer as never;
      },
      end: () => void log.push(`end ${number}`),
    };
  };
  const after = (ms: number, what: () => void) => {
    expect(ms).toBe(5000);
    limits.add(what);
    return () => void limits.delete(what);
  };
  const measure = (plans: readonly Plan[]) =>
    measureBackends(plans, { open, limitMs: 5000, after, say: () => {} });
  return { log, measure };
}
const stuck = never();

const answered = async (task: Task) => (task.kind === "start" ? { installed: true } : DONE);
const plan = (name: string): Plan => ({ name, models: ["softmax", "mlp"] });

describe("measureBackends", () => {
  test("measures each backend in a process of its own, one task after another", async () => {
    const { log, measure } = machine(answered);
    const found = await measure([
      { ...plan("wasm"), aggregations: [{ rule: "krum", m: 3, d: 2 }] },
      plan("cpu"),
    ]);
    expect(log.join(", ")).toBe(
      "open 1, 1: start, 1: softmax, 1: mlp, 1: aggregation, end 1, open 2, 2: start, 2: softmax, 2: mlp, end 2",
    );
    expect(found.map(({ name }) => name)).toEqual(["wasm", "cpu"]);
    expect(found[0].models[1]).toEqual({ model: "mlp", outcome: "done", ...DONE });
    expect(found[0].aggregation).toMatchObject([{ rule: "krum", m: 3, d: 2, outcome: "done" }]);
  });

  test("keeps the process after a backend that is not installed", async () => {
    const { log, measure } = machine(async (task) =>
      task.kind === "start" && task.name === "gone" ? { installed: false } : answered(task),
    );
    const found = await measure([plan("gone"), plan("cpu")]);
    expect(log[2]).toBe("1: start");
    expect(found[0]).toEqual({ name: "gone", start: { outcome: "missing" }, models: [], aggregation: [] });
    expect(found[1].models).toHaveLength(2);
  });

  test("ends a task at its time limit, and measures the next model in a new process", async () => {
    const { log, measure } = machine((task) =>
      task.kind === "model" && task.model === "softmax" ? stuck : answered(task),
    );
    const [{ models }] = await measure([plan("webgl")]);
    expect(models).toEqual([
      { model: "softmax", outcome: "stopped", afterSeconds: 5 },
      { model: "mlp", outcome: "done", ...DONE },
    ]);
    expect(log.join(", ")).toBe("open 1, 1: start, 1: softmax, end 1, open 2, 2: start, 2: mlp, end 2");
  });

  test("aggregates no larger sizes after one that took too long", async () => {
    const { measure } = machine((task) =>
      task.kind === "aggregation" && task.d === 20 ? stuck : answered(task),
    );
    const aggregations = [10, 20, 30].map((d) => ({ rule: "krum", m: 3, d }));
    const [{ aggregation }] = await measure([{ name: "webgpu", models: [], aggregations }]);
    expect(aggregation.map(({ d, outcome }) => [d, outcome])).toEqual([
      [10, "done"],
      [20, "stopped"],
    ]);
  });

  test("turns a crash into a line of the report, and goes on", async () => {
    const { measure } = machine(async (task, process) => {
      if (process === 1 && task.kind === "model") throw new Error("its process ended with SIGSEGV");
      return answered(task);
    });
    const [first, second] = await measure([plan("tfjs-node-gpu"), plan("cpu")]);
    expect(first.models).toEqual([
      { model: "softmax", outcome: "failed", detail: "its process ended with SIGSEGV" },
      { model: "mlp", outcome: "done", ...DONE },
    ]);
    expect(second.models.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
  });

  test("asks nothing more of a backend that does not start, and says why for what is left after a crash", async () => {
    const { log, measure } = machine(async (task, process) => {
      if (task.kind === "start" && task.name === "webgpu") throw new Error("it finds no GPU");
      if (process > 1 && task.kind === "start" && process > 2) throw new Error("the device is lost");
      if (task.kind === "model") throw new Error("out of memory");
      return answered(task);
    });
    const [webgpu, other] = await measure([plan("webgpu"), plan("other")]);
    expect(webgpu).toMatchObject({ start: { outcome: "failed", detail: "it finds no GPU" }, models: [] });
    expect(other.models).toEqual([
      { model: "softmax", outcome: "failed", detail: "out of memory" },
      { model: "mlp", outcome: "failed", detail: "the device is lost" },
    ]);
    expect(log.filter((line) => line.startsWith("open"))).toHaveLength(3);
  });
});
