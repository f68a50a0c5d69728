/** The compute thread: receives messages, passes each to its run, and answers. Started by `startCompute`. */

import { parentPort, workerData } from "node:worker_threads";
import { chooseNodeBackend } from "@honest-majority/backends";
import {
  type ComputeRun,
  openComputeRun,
  type Reserve,
  type RunCallName,
  type RunCalls,
  type RunFunctions,
} from "@honest-majority/conductor";
import { datasetCache, loadDataset } from "@honest-majority/datasets";
import { type Dataset, parameterCount, selfTest, sharedMemory } from "@honest-majority/learning";
import { loadPlugins, type RunConfig, sentError } from "@honest-majority/protocol";
import { tfjsPasses } from "@honest-majority/robust/tfjs";
import { collectGarbage } from "../garbage/collectGarbage";
import { choosePasses, movedSentence } from "./choosePasses";
import { cpuPasses } from "./cpuPasses";
import { measurePasses } from "./measurePasses";
import type { Call, Calls, FromThread, ThreadData, ToThread } from "./messages";
import { PostedRows } from "./rowPosts";

const port = parentPort;
if (port === null) throw new Error("thread.ts runs as a worker thread, started by startCompute");
const { dataDir, aggregateOn, plugins, program } = workerData as ThreadData;

const now = () => performance.now();
const say = (message: FromThread) => port.postMessage(message);
/** Runs share a data set, also across a reset; one that no run uses is dropped. */
const datasets = datasetCache(({ dataset, seed }) => loadDataset(dataset, dataDir, seed, { program }), {
  keep: 0,
});
const runs = new Map<string, { run: ComputeRun; rows: PostedRows; release(): void }>();
/** Each run handles one message after another; runs do not wait for each other. */
const queues = new Map<string, Promise<void>>();

port.on("message", (message: ToThread) => {
  switch (message.kind) {
    case "rows":
      return runs.get(message.run)?.rows.take(message);
    case "release":
      return enqueue(message.run, async () => {
        runs.get(message.run)?.release();
        runs.delete(message.run);
        queues.delete(message.run);
      });
    case "collectGarbage":
      void collectGarbage().catch(() => {}); // the main thread reports why it cannot
      return;
    default:
      return enqueue(message.run, () => reply(message));
  }
});

await loadPlugins(plugins);
let backend = await chooseNodeBackend();
/** The backends that died, by name, and why. */
const dead = new Map<string, string>();
const cpu = await cpuPasses();
say({ kind: "ready", backend });

function enqueue(run: string, work: () => Promise<void>): void {
  queues.set(run, (queues.get(run) ?? Promise.resolve()).then(work));
}

async function reply(call: Call): Promise<void> {
  try {
    say({ kind: "answer", id: call.id, answer: await perform(call) });
  } catch (error) {
    say({ kind: "failed", id: call.id, error: sentError(error) });
  }
}

async function perform(call: Call): Promise<Calls[Call["kind"]]["answer"]> {
  return call.kind === "prepare"
    ? prepare(call.run, call.request)
    : compute(call.run, call.kind, call.request);
}

function compute<Name extends RunCallName>(run: string, call: Name, request: RunCalls[Name]["request"]) {
  const functions: RunFunctions = runOf(run);
  return functions[call](request);
}

async function prepare(name: string, { config }: Calls["prepare"]["request"]) {
  if (runs.has(name)) throw new RangeError(`prepare: run ${name} is already prepared`);
  const release = () => datasets.giveBack(config);
  try {
    const dataset = await datasets.take(config);
    const chosen = await passesFor(config, dataset);
    const run = openComputeRun({
      config,
      dataset,
      passes: chosen.passes,
      reserve: reserveFor(config),
      allocate: sharedMemory,
      now,
    });
    runs.set(name, {
      run,
      rows: new PostedRows((arm, row, values) => run.setRow(arm, row, values)),
      release() {
        run.dispose();
        release();
      },
    });
    return { ...run.prepared, aggregatesOn: chosen.line };
  } catch (error) {
    release();
    throw error;
  }
}

/** What the run goes on with when the GPU dies. One GPU serves all runs, so the others leave it too. */
function reserveFor({ model }: RunConfig): Reserve {
  let from = backend.name;
  return {
    passes: cpu.passes,
    async replaceDead(why) {
      from = backend.name;
      if ((await selfTest([model])).ok) return false;
      dead.set(from, why);
      backend = await chooseNodeBackend(dead);
      for (const [name, { run }] of runs) enqueue(name, async () => run.usePasses(cpu.passes));
      return true;
    },
    taken: (why, died) =>
      say({
        kind: "moved",
        backend,
        sentence: movedSentence({ from, why, died, backend, cpuName: cpu.name }),
      }),
  };
}

async function passesFor(config: RunConfig, { train }: Dataset) {
  const { arms, workers: m, f, model } = config;
  const work = { pipeline: arms[0], m, f, d: parameterCount(model, train, train.classes) };
  const { on, line } = await choosePasses(aggregateOn, backend, cpu.name, async () => ({
    ...work,
    cpuMs: await measurePasses(cpu.passes, work, now),
    gpuMs: await measurePasses(tfjsPasses(), work, now),
  }));
  return { passes: on === "gpu" ? tfjsPasses() : cpu.passes, line };
}

function runOf(name: string): ComputeRun {
  const found = runs.get(name);
  if (found === undefined) throw new RangeError(`run ${name} is not prepared`);
  return found.run;
}
