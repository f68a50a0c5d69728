import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isGpu } from "@honest-majority/backends/gpu";
import type { Compute } from "@honest-majority/conductor";
import { availableDatasets, defaultDataDir } from "@honest-majority/datasets";
import { initialParameters, partition } from "@honest-majority/learning";
import { isUserError, RunConfig, type RunConfigInput } from "@honest-majority/protocol";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CLONE_PARTS as parts } from "../parts";
import { startCompute } from "./startCompute";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 }); // starting a thread takes a second, on a busy machine several

let dataDir: string;
let compute: Compute;
const lines: string[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "compute-"));
  compute = await startCompute({ dataDir, parts, log: (line) => lines.push(line) });
});
afterAll(async () => {
  await compute.close();
  await rm(dataDir, { recursive: true });
});

const config = (more: RunConfigInput = {}) =>
  RunConfig.parse({ model: "softmax", workers: 4, arms: ["mean", "coordinateMedian"], ...more });
const close = (arm: number, rows: number[], learningRate = 0.5) => ({
  arm,
  rows,
  expectedByzantine: 1,
  learningRate,
});
const constant = (dim: number, value: number) => new Float32Array(dim).fill(value);

test("startCompute names the backend, and why no better one is used", () => {
  expect(["tfjs-node-gpu", "tfjs-node", "webgpu", "wasm", "cpu"]).toContain(compute.backend.name);
  if (compute.backend.name === "wasm") expect(compute.backend.note).toMatch(/tfjs-node/);
});

test("prepare puts a run into shared memory: one shard a worker, the same seeded parameters for every arm", async () => {
  const prepared = await compute.prepare("prepared", config({ seed: 3 }));
  const { dim, parameters, previous, train, shards } = prepared;
  expect(dim).toBe(7850);
  for (const view of [parameters, previous, train.pixels, train.labels, ...shards]) {
    expect(view.buffer).toBeInstanceOf(SharedArrayBuffer);
  }
  const initial = initialParameters("softmax", train, 10, 3);
  expect(parameters).toHaveLength(2 * dim);
  expect(parameters.slice(0, dim)).toEqual(initial);
  expect(parameters.slice(dim)).toEqual(initial);
  expect(previous.every((value) => value === 0)).toBe(true);
  const dealt = partition(train.labels, { workers: 4, partition: { kind: "iid" }, seed: 3, classes: 10 });
  expect(shards.map((shard) => [...shard])).toEqual(dealt.map((shard) => [...shard]));
  compute.release("prepared");
});

test("aggregate changes the parameters in the memory that both threads see", async () => {
  const { dim, parameters, previous } = await compute.prepare("step", config());
  const before = parameters.slice();
  const values = [1, 2, 6]; // mean 3, median 2
  for (const arm of [0, 1]) {
    values.forEach((value, row) => {
      compute.setRow("step", arm, row, constant(dim, value));
    });
  }
  const results = await compute.aggregate("step", {
    round: 0,
    arms: [close(0, [0, 1, 2]), close(1, [0, 1, 2])],
  });
  expect(results).toMatchObject([
    { arm: 0, outcome: "stepped" },
    { arm: 1, outcome: "stepped" },
  ]);
  expect(results[1].aggregateNorm).toBeCloseTo(2 * Math.sqrt(dim), 3);
  expect(parameters[7]).toBeCloseTo(before[7] - 1.5, 5); // η = 0.5
  expect(parameters[dim + 7]).toBeCloseTo(before[7] - 1, 5);
  expect([previous[7], previous[dim + 7]]).toEqual([3, 2]);

  expect(await compute.armVerdicts("step", null)).toEqual([
    [1, 1, 1],
    [0, 1, 0],
  ]);
  // rows 0 and 1 are honest, their mean is 1.5
  const honest = [
    { arm: 0, rows: [0, 1] },
    { arm: 1, rows: [0, 1] },
  ];
  const truths = await compute.armTruths("step", honest);
  expect(truths[0].error).toBeCloseTo(1.5 * Math.sqrt(dim), 3);
  expect(truths[1].error).toBeCloseTo(0.5 * Math.sqrt(dim), 3);
  const attack = { kind: "mimic", worker: 1 } as const;
  const request = { round: 0, arms: honest, m: 3, f: 1 };
  const mimicked = await compute.attackVectors("step", { ...request, attack });
  expect(mimicked.map((vector) => vector[0])).toEqual([2, 2]);
  const foe = { kind: "foe", epsilon: 2 } as const;
  expect((await compute.attackVectors("step", { ...request, attack: foe }))[0]).toEqual(constant(dim, -3));

  // row 1 is rewritten for the next round, row 2 does not come: m′ = 2, and arm 1 is left out
  compute.setRow("step", 0, 1, constant(dim, 10));
  await compute.aggregate("step", { round: 1, arms: [close(0, [0, 1])] });
  expect(previous[7]).toBe(5.5);
  const errors = (await compute.armTruths("step", honest)).map(({ error }) => error);
  expect(errors).toEqual([expect.closeTo(0, 5), null]);
  compute.release("step");
});

test("aggregate skips an arm whose rule refuses and marks an overflowing arm diverged; evaluate measures both", async () => {
  const { dim, parameters } = await compute.prepare(
    "ends",
    config({ arms: ["mean", { aggregator: { rule: "trimmedMean", f: 1 } }] }),
  );
  const before = parameters.slice(dim);
  for (const arm of [0, 1]) compute.setRow("ends", arm, 0, constant(dim, 3e38));
  const results = await compute.aggregate("ends", { round: 0, arms: [close(0, [0], 2), close(1, [0], 2)] });
  expect(results.map(({ outcome }) => outcome)).toEqual(["diverged", "skipped"]);
  expect(results[0].reason).toMatch(/float32/);
  expect(results[1].reason).toMatch(/trimmedMean/);
  expect(parameters.slice(dim)).toEqual(before);
  const [mean, trimmed] = await compute.evaluate("ends", { arms: [0, 1], attacks: [] });
  expect(mean.loss).toBeNull();
  expect(mean.accuracy).toBeCloseTo(0.1, 2); // one guess for all of ten equal classes
  expect(mean.confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(2000);
  expect(trimmed.loss).toBeGreaterThan(0);
  compute.release("ends");
});

test("two runs do not share vectors, and a released run is gone", async () => {
  const [one, two] = await Promise.all([
    compute.prepare("one", config({ seed: 1, arms: ["mean"] })),
    compute.prepare("two", config({ seed: 2, arms: ["mean"] })),
  ]);
  expect(one.parameters).not.toEqual(two.parameters);
  const initial = two.parameters[0];
  compute.setRow("one", 0, 0, constant(one.dim, 1));
  compute.setRow("two", 0, 0, constant(two.dim, 8));
  await Promise.all(["one", "two"].map((run) => compute.aggregate(run, { round: 0, arms: [close(0, [0])] })));
  expect([one.previous[0], two.previous[0]]).toEqual([1, 8]);
  expect(two.parameters[0]).toBeCloseTo(initial - 4, 5);
  compute.release("one");
  await expect(compute.evaluate("one", { arms: [0], attacks: [] })).rejects.toThrow(
    /run one is not prepared/,
  );
  await expect(compute.evaluate("two", { arms: [0], attacks: [] })).resolves.toHaveLength(1);
  compute.release("two");
});

test("aggregate starts from what is written into the run's vectors, as after a restart", async () => {
  const dim = 7850;
  const { parameters, previous } = await compute.prepare("saved", config());
  parameters.fill(0.25);
  previous.fill(-1);
  compute.setRow("saved", 0, 0, constant(dim, 2));
  const arms = [{ arm: 0, rows: [0], expectedByzantine: 0, learningRate: 0.5 }];
  await compute.aggregate("saved", { round: 3, arms });
  // w = 0.25 − 0.5 · 2; the other arm took no step
  expect([parameters[9], previous[9], parameters[dim + 9], previous[dim + 9]]).toEqual([-0.75, 2, 0.25, -1]);
  compute.release("saved");
});

test("misuse is refused with a message that says what must hold", async () => {
  await compute.prepare("misuse", config());
  expect(() => compute.setRow("misuse", 0, 0, constant(3, 1))).toThrow(/7850 values, got 3/);
  expect(() => compute.setRow("misuse", 2, 0, constant(7850, 1))).toThrow(/arm must be below 2, got 2/);
  await expect(compute.aggregate("misuse", { round: 0, arms: [close(0, [5])] })).rejects.toThrow(
    /row 5 of arm 0/,
  );
  await expect(compute.prepare("misuse", config())).rejects.toThrow(/already prepared/);
  compute.release("misuse");
});

test("prepare rejects with a UserError of code data when a data set is missing", async () => {
  const prepared = compute.prepare("missing", config({ dataset: "mnist" }));
  await expect(prepared).rejects.toSatisfy((error) => isUserError(error, "data"));
  await expect(prepared).rejects.toThrow(/npm run data -- mnist/);
});

test("the thread loads plugins and aggregates with their rules", async () => {
  const plugin = join(dataDir, "plugin.mjs");
  await writeFile(
    plugin,
    `const pick = {
       rule: "pickLast", name: "Pick last", shortName: "Last", group: "far", formula: "x", sentence: "Returns the last update.",
       source: "a test", cost: "O(d)", minWorkers: () => 1, options: {},
       build: () => async (updates) => {
         const kept = new Float64Array(updates.m);
         kept[updates.m - 1] = 1;
         return { aggregate: await updates.combine(kept), kept, warnings: [] };
       },
     };
     export default { rules: [pick] };`,
  );
  const plugins = [pathToFileURL(plugin).href];
  const withPlugin = await startCompute({ dataDir, parts, plugins, log: () => {} });
  // only the compute thread knows the rule: other tests in this process must not
  const arms = [{ aggregator: { rule: "pickLast" as "mean" }, preAggregators: [] }];
  const { dim } = await withPlugin.prepare("plugin", { ...config(), arms });
  withPlugin.setRow("plugin", 0, 0, constant(dim, 1));
  withPlugin.setRow("plugin", 0, 1, constant(dim, 2));
  await withPlugin.aggregate("plugin", { round: 0, arms: [close(0, [0, 1])] });
  expect(await withPlugin.armVerdicts("plugin", null)).toEqual([[0, 1]]);
  await withPlugin.close();
});

test("pending and later calls reject with a UserError when the thread dies, and one line is logged", async () => {
  const crashes = join(dataDir, "crashes.mjs");
  await writeFile(
    crashes,
    `import { parentPort } from "node:worker_threads";
     parentPort.on("message", () => { throw new Error("out of luck"); });
     parentPort.postMessage({ kind: "ready", backend: { name: "cpu", note: "" } });`,
  );
  const said: string[] = [];
  const doomed = await startCompute({
    dataDir,
    log: (line) => said.push(line),
    parts: { ...parts, computeThread: pathToFileURL(crashes) },
  });
  const calls = [doomed.prepare("a", config()), doomed.evaluate("b", { arms: [0], attacks: [] })];
  for (const answer of await Promise.allSettled(calls)) {
    expect(answer).toMatchObject({
      status: "rejected",
      reason: { code: "compute", message: /compute thread died: out of luck/ },
    });
  }
  await expect(doomed.evaluate("c", { arms: [0], attacks: [] })).rejects.toThrow(/Restart the coordinator/);
  expect(said).toHaveLength(1);
  await doomed.close();
});

test("startCompute rejects with a UserError when the thread cannot start", async () => {
  const missing = pathToFileURL(join(dataDir, "missing.mjs"));
  await expect(
    startCompute({ dataDir, log: () => {}, parts: { ...parts, computeThread: missing } }),
  ).rejects.toMatchObject({
    name: "UserError",
    code: "compute",
    message: expect.stringMatching(/^The compute thread could not start: .*missing\.mjs.*npm run doctor/s),
  });
});

const realData = defaultDataDir(process.env);
const hasMnist = availableDatasets(realData).some(
  ({ name, missing }) => name === "mnist" && missing === undefined,
);
if (!hasMnist) console.warn(`skipped: MNIST is not in ${realData}; DATA_DIR names another folder`);

test.runIf(hasMnist)("evaluate measures a round on MNIST's 10,000 test images", async () => {
  const real = await startCompute({ dataDir: realData, parts, log: () => {} });
  const { dim, shards } = await real.prepare("real", config({ dataset: "mnist", workers: 8 }));
  expect(shards.map((shard) => shard.length)).toEqual(new Array(8).fill(7500));
  real.setRow("real", 0, 0, constant(dim, 0.01));
  await real.aggregate("real", { round: 0, arms: [close(0, [0])] });
  const [{ confusion }] = await real.evaluate("real", { arms: [0], attacks: [] });
  expect(confusion.flat().reduce((sum, n) => sum + n, 0)).toBe(10_000);
  expect(confusion[0].reduce((sum, n) => sum + n, 0)).toBe(980); // the zeros in MNIST's test set
  await real.close();
});

test("startCompute refuses aggregateOn gpu without a GPU", async () => {
  if (isGpu(compute.backend)) return;
  const started = startCompute({ dataDir, parts, log: () => {}, aggregateOn: "gpu" });
  await expect(started).rejects.toThrow(/^--aggregate-on gpu: no GPU .+ or leave the flag out$/);
});

test("startCompute logs what runs aggregate on, once for runs that aggregate alike", () => {
  expect(lines.filter((line) => !line.startsWith("Aggregates on "))).toEqual([]);
  expect(lines.length).toBeGreaterThan(0);
  expect(new Set(lines).size).toBe(lines.length);
});
