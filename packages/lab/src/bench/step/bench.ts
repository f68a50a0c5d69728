/** `npm run bench -- step`: milliseconds from parameters to gradient, for each model and backend. */
import { BACKEND_NAMES, startBackend } from "@honest-majority/backends";
import {
  createLearner,
  dropWasmKernels,
  type Examples,
  initialParameters,
  registerWasmKernels,
} from "@honest-majority/learning";
import { MODELS, type ModelName } from "@honest-majority/learning/facts";
import { loadKernels } from "@honest-majority/learning/node";
import { stream } from "@honest-majority/random";
import { Conv2DBackpropFilter, getKernel, registerKernel, unregisterKernel } from "@tensorflow/tfjs-core";
import type { BenchOptions } from "../options";
import { pytorchSteps } from "./pytorch";
import { slicedFilterGradient } from "./slicedFilterGradient";

const BATCH = 32;
const ROUNDS = 5;
/** The times of one model on one backend in one round. */
const BUDGET_MS = 1500;
const MOST_STEPS = 50;
const QUICK_MODELS: readonly ModelName[] = ["softmax", "mlp"];

/** A backend with its own kernels, or WASM with tfjs' kernels and the plain form of the filter gradient. */
interface Variant {
  name: string;
  enter(): Promise<void>;
  leave(): Promise<void>;
}

interface Row {
  model: ModelName;
  backend: string;
  /** Median of all steps. */
  milliseconds: number;
  /** The fastest step: an estimate of the time on an idle machine. */
  fastest?: number;
  steps?: number;
}

export async function benchStep({ json, quick }: BenchOptions): Promise<void> {
  const models = quick ? QUICK_MODELS : (Object.keys(MODELS) as ModelName[]);
  const rounds = quick ? 1 : ROUNDS;

  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const variants: Variant[] = [];
  for (const name of BACKEND_NAMES) {
    try {
      await startBackend(name);
      variants.push({ name, enter: () => startBackend(name), leave: async () => {} });
      if (name === "wasm") variants.push(SLICED);
    } catch (error) {
      if (!json) say(`${name} does not start here: ${error instanceof Error ? error.message : error}`);
    }
  }
  const rows: Row[] = [];
  for (const model of models) {
    const times = variants.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      for (const [i, variant] of variants.entries()) {
        if (variant.name === "cpu" && model === "resnet20") continue; // takes minutes per step
        if (round > 0 && times[i][0] > BUDGET_MS) continue; // once is enough
        await variant.enter();
        times[i].push(...(await stepTimes(model, round === 0)));
        await variant.leave();
      }
    }
    variants.forEach(({ name }, i) => {
      if (times[i].length === 0) return;
      const sorted = times[i].toSorted((a, b) => a - b);
      const milliseconds = sorted[Math.floor(sorted.length / 2)];
      rows.push({ model, backend: name, milliseconds, fastest: sorted[0], steps: sorted.length });
    });
  }
  const torch = pytorchSteps(models);
  if (typeof torch === "string") {
    if (!json) say(`PyTorch is left out: ${torch}`);
  } else {
    for (const model of models) {
      rows.push({ model, backend: "pytorch, one thread", milliseconds: torch[model] });
    }
  }
  if (json) for (const row of rows) say(JSON.stringify({ bench: "step", batchSize: BATCH, ...row }));
  else say(table(rows));
}

const SLICED: Variant = (() => {
  let before: ReturnType<typeof getKernel>;
  return {
    name: "wasm, slices and concatenation",
    async enter() {
      await startBackend("wasm");
      dropWasmKernels();
      before = getKernel(Conv2DBackpropFilter, "wasm");
      unregisterKernel(Conv2DBackpropFilter, "wasm");
      registerKernel(slicedFilterGradient("wasm"));
    },
    async leave() {
      unregisterKernel(Conv2DBackpropFilter, "wasm");
      registerKernel(before);
      await registerWasmKernels(loadKernels());
    },
  };
})();

/** Whole steps: gathers and uploads a batch, and reads the gradient back. */
async function stepTimes(model: ModelName, isFirst: boolean): Promise<number[]> {
  const examples = noise(model);
  const learner = createLearner({ model, examples, batchSize: BATCH, seed: 1, workerIndex: 0 });
  const parameters = initialParameters(model, examples, examples.classes, 1);
  const step = async (round: number) => {
    const start = performance.now();
    await learner.gradients([parameters], round);
    return performance.now() - start;
  };
  const warm = await step(0);
  if (warm > BUDGET_MS) return [await step(1)];
  for (let i = 1; isFirst && i < Math.min(MOST_STEPS, BUDGET_MS / warm); i++) await step(i);
  const times: number[] = [];
  for (let spent = 0; spent < BUDGET_MS && times.length < MOST_STEPS; spent += times[times.length - 1]) {
    times.push(await step(times.length));
  }
  learner.dispose();
  return times;
}

function noise(model: ModelName): Examples {
  const [side, channels] = model === "resnet20" ? [32, 3] : [28, 1];
  const random = stream(1, "bench");
  const count = 8 * BATCH;
  return {
    count,
    classes: 10,
    height: side,
    width: side,
    channels,
    pixels: Uint8Array.from({ length: count * side * side * channels }, () => random.int(256)),
    labels: Uint8Array.from({ length: count }, () => random.int(10)),
  };
}

function table(rows: readonly Row[]): string {
  const backends = [...new Set(rows.map((row) => row.backend))];
  const models = [...new Set(rows.map((row) => row.model))];
  const width = Math.max(...backends.map((name) => name.length)) + 2;
  const lines = backends.map((backend) => {
    const cells = models.map((model) => {
      const row = rows.find((one) => one.model === model && one.backend === backend);
      return (row ? [row.milliseconds, row.fastest ?? row.milliseconds].map(short).join(" / ") : "").padStart(
        16,
      );
    });
    return backend.padEnd(width) + cells.join("");
  });
  const head =
    `B = ${BATCH}, ms: median / fastest`.padEnd(width) + models.map((name) => name.padStart(16)).join("");
  return [head, ...lines].join("\n");
}

const short = (milliseconds: number) =>
  milliseconds >= 100 ? milliseconds.toFixed(0) : milliseconds.toPrecision(3);
