/** A GPU that dies in mid-run, with the real compute thread: a package of this test stands in for the GPU's. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { RunConfig } from "@honest-majority/protocol";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { CLONE_PARTS as parts } from "../parts";
import { startCompute } from "./startCompute";

vi.setConfig({ testTimeout: 60_000 }); // it starts a thread, which tests three backends
afterEach(() => void vi.unstubAllEnvs());

const addressOf = (name: string) => pathToFileURL(createRequire(import.meta.url).resolve(name)).href;

/** Installs a `tfjs-node-gpu` in a new folder that computes on the CPU until the file `dead` is there. */
async function plantGpu(): Promise<{ folder: string; die: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "gpu-dies-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const place = join(folder, "node_modules/@tensorflow/tfjs-node-gpu");
  await mkdir(place, { recursive: true });
  await writeFile(join(place, "package.json"), '{ "type": "module", "main": "index.js" }');
  const dead = join(folder, "dead");
  await writeFile(
    join(place, "index.js"),
    `import { existsSync } from "node:fs";
     import * as tf from ${JSON.stringify(addressOf("@tensorflow/tfjs-core"))};
     import ${JSON.stringify(addressOf("@tensorflow/tfjs-backend-cpu"))};
     tf.registerBackend("tensorflow", () => Object.create(tf.findBackend("cpu"), { isUsingGpuDevice: { value: true } }));
     for (const kernel of tf.getKernelsForBackend("cpu")) {
       const kernelFunc = (call) => {
         if (existsSync(${JSON.stringify(dead)})) throw new Error("CUDA_ERROR_UNKNOWN");
         return kernel.kernelFunc(call);
       };
       tf.registerKernel({ ...kernel, backendName: "tensorflow", kernelFunc });
     }`,
  );
  return { folder, die: () => writeFile(dead, "") };
}

test("a GPU that dies in mid-run: the round is computed again without it, and the instructor is told", async () => {
  const { folder, die } = await plantGpu();
  vi.stubEnv("PACKAGES_DIR", folder);
  const [lines, alarms]: [string[], string[]] = [[], []];
  const compute = await startCompute({
    dataDir: folder,
    parts,
    log: (line) => lines.push(line),
    alarm: (sentence) => alarms.push(sentence),
    aggregateOn: "gpu",
  });
  onTestFinished(() => compute.close());
  expect(compute.backend.name).toBe("tfjs-node-gpu");

  const config = RunConfig.parse({ model: "softmax", workers: 3, arms: ["mean", "coordinateMedian"] });
  const { dim, parameters } = await compute.prepare("run", config);
  const before = parameters.slice();
  const round = (at: number) => {
    for (const arm of [0, 1])
      for (const [row, value] of [1, 2, 6].entries())
        compute.setRow("run", arm, row, new Float32Array(dim).fill(value)); // mean 3, median 2
    const request = { rows: [0, 1, 2], expectedByzantine: 1, learningRate: 0.5 };
    return compute.aggregate("run", { round: at, arms: [0, 1].map((arm) => ({ arm, ...request })) });
  };
  await round(0);
  expect(alarms).toEqual([]);
  await die();
  expect(await round(1)).toMatchObject([{ outcome: "stepped" }, { outcome: "stepped" }]);
  expect(parameters[7]).toBeCloseTo(before[7] - 2 * 1.5, 5);
  expect(parameters[dim + 7]).toBeCloseTo(before[7] - 2 * 1, 5);
  expect(alarms).toEqual([
    "tfjs-node-gpu failed in mid-run: CUDA_ERROR_UNKNOWN. The coordinator computed the round again without it, and aggregates on SIMD WebAssembly and evaluates on wasm from now on. To try tfjs-node-gpu again, restart the coordinator: its runs resume after their last recorded round.",
  ]);
  expect(compute.backend).toMatchObject({
    name: "wasm",
    note: expect.stringContaining("tfjs-node-gpu does not start (it stopped: CUDA_ERROR_UNKNOWN)"),
  });

  await round(2);
  const [{ loss }] = await compute.evaluate("run", { arms: [0], attacks: [] });
  expect(loss).toBeGreaterThan(0);
  await compute.prepare("next", config);
  expect(lines).toEqual([
    "Aggregates on tfjs-node-gpu, as --aggregate-on gpu says",
    expect.stringMatching(/^Aggregates on SIMD WebAssembly; no GPU computes here: tfjs-node-gpu/),
  ]);
  expect(alarms).toHaveLength(1);
});
