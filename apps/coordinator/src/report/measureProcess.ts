/** A process that measures one backend of Node for the report, task by task; `openProcess` starts it. */
import { NotInstalled, startBackend } from "@honest-majority/backends";
import { isGpu } from "@honest-majority/backends/gpu";
import type { Answers, Task, Workload } from "@honest-majority/report";
import { inspectModel, inspectProducts, short } from "@honest-majority/report/inspect";
import { type Passes, simdPasses } from "@honest-majority/robust";
import { loadKernels } from "@honest-majority/robust/kernels";
import { tfjsPasses } from "@honest-majority/robust/tfjs";
import { drawRows, measurePasses, passesError } from "../compute/measurePasses";
import type { FromProcess, ToProcess } from "./openProcess";
import { SIMD } from "./plans";

const say = (message: FromProcess) => process.send?.(message);
const now = () => performance.now();
let passes: Passes<unknown> | undefined;
/** Kept for the next rule. */
let drawn: { m: number; d: number; rows: Float32Array[] } | undefined;

process.on("message", ({ id, task }: ToProcess) => {
  perform(task).then(
    (answer) => say({ id, answer }),
    (error: unknown) => say({ id, error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on("disconnect", () => process.exit(0)); // ends with the doctor, even if that is killed

async function perform(task: Task): Promise<Answers[Task["kind"]]> {
  switch (task.kind) {
    case "start":
      return start(task.name);
    case "model":
      return inspectModel(task.model, now);
    case "aggregation":
      return aggregation(task);
    default:
      return task satisfies never;
  }
}

async function start(name: string): Promise<Answers["start"]> {
  if (name === SIMD) {
    passes = simdPasses(await loadKernels()) as Passes<unknown>;
    return { installed: true };
  }
  try {
    await startBackend(name);
  } catch (error) {
    if (error instanceof NotInstalled) return { installed: false };
    throw error;
  }
  if (isGpu({ name })) passes = tfjsPasses();
  return { installed: true, selfTest: await inspectProducts(), adapter: await adapter(name) };
}

async function adapter(name: string) {
  if (name !== "webgpu") return undefined;
  const info = (await navigator.gpu.requestAdapter())?.info;
  if (info === undefined) return undefined;
  const { vendor, architecture, device, description } = info;
  return { vendor, architecture, device, description };
}

async function aggregation({ rule, m, d }: Workload): Promise<Answers["aggregation"]> {
  if (passes === undefined) throw new Error(`aggregation: a backend that aggregates must be started`);
  if (drawn?.m !== m || drawn.d !== d) drawn = { m, d, rows: drawRows({ m, d }) };
  const work = { pipeline: { aggregator: { rule } }, m, f: Math.floor(m / 5), d } as Parameters<
    typeof measurePasses
  >[1];
  const ms = await measurePasses(passes, work, now, drawn.rows);
  return { ms: short(ms), largestError: short(await passesError(passes, work, drawn.rows)) };
}
