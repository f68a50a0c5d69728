/** `npm run bench -- step`: milliseconds from parameters to gradient, for each model and backend. */
import { BACKEND_NAMES, startBackend } from "@honest-majority/backends";
import { dropWasmKernels, registerWasmKernels, stepTimes } from "@honest-majority/learning";
import { MODELS, type ModelName } from "@honest-majority/learning/facts";
import { loadKernels } from "@honest-majority/learning/kernels";
import { Conv2DBackpropFilter, getKernel, registerKernel, unregisterKernel } from "@tensorflow/tfjs-core";
import type { BenchOptions } from "../options";
import { pytorchSteps } from "./pytorch";
import { slicedFilterGradient } from "./slicedFilterGradient";

const BATCH = 32;
const ROUNDS = 5;
/** Of one model on one backend in one round. */
const STEPS = { batchSize: BATCH, budgetMs: 1500, mostSteps: 50 };
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
        if (round > 0 && times[i][0] > STEPS.budgetMs) continue; // once is enough
        await variant.enter();
        const now = () => performance.now();
        times[i].push(...(await stepTimes(model, { ...STEPS, warmUp: round === 0, now })));
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
      await registerWasmKernels(await loadKernels());
    },
  };
})();

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
