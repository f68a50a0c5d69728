/** Chooses whether the coordinator aggregates on the CPU or the GPU, and says so. Knows no backend and no clock. */

import { GPU_PACKAGES, isGpu } from "@honest-majority/backends/gpu";
import type { AggregateOn } from "../http/options";

/** The tfjs backend that was chosen for evaluation. */
export interface Backend {
  name: string;
  /** Why no better one is used. */
  note: string;
}

/** Why `--aggregate-on gpu` is impossible, and what to do; undefined when it is possible. */
export function refusal(wanted: AggregateOn, backend: Backend): string | undefined {
  if (wanted !== "gpu" || isGpu(backend)) return undefined;
  return `--aggregate-on gpu: ${whyNoGpu(backend)}, or leave the flag out`;
}

/** Milliseconds a round of each, for m rows of d values. */
export interface Measured {
  m: number;
  d: number;
  cpuMs: number;
  gpuMs: number;
}

export interface Choice {
  on: "cpu" | "gpu";
  /** For the log. */
  line: string;
}

/** `cpuName`: the name of the passes without a GPU. `measure` is called only when there is a choice. */
export async function choosePasses(
  wanted: AggregateOn,
  backend: Backend,
  cpuName: string,
  measure: () => Promise<Measured>,
): Promise<Choice> {
  if (wanted === "simd") return { on: "cpu", line: `Aggregates on ${cpuName}, as --aggregate-on simd says` };
  // the GPU was there at the start, and may have died since
  if (wanted === "gpu" && isGpu(backend))
    return { on: "gpu", line: `Aggregates on ${backend.name}, as --aggregate-on gpu says` };
  if (!isGpu(backend)) return { on: "cpu", line: `Aggregates on ${cpuName}; ${whyNoGpu(backend)}` };
  const { m, d, cpuMs, gpuMs } = await measure();
  const cpu = { on: "cpu", name: cpuName, ms: cpuMs } as const;
  const gpu = { on: "gpu", name: backend.name, ms: gpuMs } as const;
  const [best, other] = gpuMs < cpuMs ? [gpu, cpu] : [cpu, gpu];
  const size = `m = ${m}, d = ${d.toLocaleString("en")}`;
  const times = `${milliseconds(best.ms)} a round against ${milliseconds(other.ms)} on ${other.name}`;
  return { on: best.on, line: `Aggregates on ${best.name}: ${times} (${size})` };
}

export interface Moved {
  /** The backend that failed, and why. */
  from: string;
  why: string;
  /** Whether it computes wrongly altogether; otherwise it alone could not aggregate. */
  died: boolean;
  /** The backend from now on. */
  backend: Backend;
  cpuName: string;
}

/** For the instructor: what goes on in place of a backend that failed in mid-run. */
export function movedSentence({ from, why, died, backend, cpuName }: Moved): string {
  const instead = died
    ? `aggregates on ${cpuName} and evaluates on ${backend.name}`
    : `aggregates on ${cpuName}`;
  const reason = why.split("\n", 1)[0].slice(0, 120);
  return (
    `${from} failed in mid-run: ${reason}. ` +
    `The coordinator computed the round again without it, and ${instead} from now on. ` +
    `To try ${from} again, restart the coordinator: its runs resume after their last recorded round.`
  );
}

function whyNoGpu({ note }: Backend): string {
  const failed = note
    .split("; ")
    .find((part) => /^(webgpu|tfjs-node-gpu) (does not start|computes wrongly)/.test(part));
  return failed === undefined
    ? `no GPU backend is installed (${GPU_PACKAGES[0].command} adds one)`
    : `no GPU computes here: ${failed}`;
}

function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
