/** The compute thread: takes messages, hands them to the run they name, answers. Started by `startCompute`. */

import { parentPort, workerData } from "node:worker_threads";
import { chooseBackend } from "@honest-majority/backends";
import { type ComputeRun, openRun } from "@honest-majority/conductor";
import { loadDataset } from "@honest-majority/datasets";
import { datasetShelf } from "./datasetShelf";
import type { Call, Calls, FromThread, ThreadData, ToThread } from "./messages";

const port = parentPort;
if (port === null) throw new Error("thread.ts runs as a worker thread, started by startCompute");
const { dataDir } = workerData as ThreadData;

const say = (message: FromThread) => port.postMessage(message);
const shelf = datasetShelf((name, seed) => loadDataset(name, dataDir, seed));
const runs = new Map<string, { run: ComputeRun; release(): void }>();
/** Each run's messages are worked off one after another; runs do not wait for each other. */
const queues = new Map<string, Promise<void>>();

port.on("message", (message: ToThread) => {
  switch (message.kind) {
    case "row":
      return runs.get(message.run)?.run.setRow(message.arm, message.row, message.values);
    case "release":
      return enqueue(message.run, async () => {
        runs.get(message.run)?.release();
        runs.delete(message.run);
        queues.delete(message.run);
      });
    default:
      return enqueue(message.run, () => reply(message));
  }
});

say({ kind: "ready", backend: await chooseBackend() });

function enqueue(run: string, work: () => Promise<void>): void {
  queues.set(run, (queues.get(run) ?? Promise.resolve()).then(work));
}

async function reply(call: Call): Promise<void> {
  try {
    say({ kind: "answer", id: call.id, answer: await perform(call) });
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    say({ kind: "failed", id: call.id, name, message });
  }
}

async function perform(call: Call): Promise<Calls[Call["kind"]]["answer"]> {
  switch (call.kind) {
    case "prepare":
      return prepare(call.run, call.ask);
    case "closeRound":
      return runOf(call.run).closeRound(call.ask);
    case "evaluate":
      return runOf(call.run).evaluate(call.ask);
    case "knowledge":
      return runOf(call.run).knowledge(call.ask);
    case "stageErrors":
      return runOf(call.run).stageErrors(call.ask);
    default:
      return call satisfies never;
  }
}

async function prepare(name: string, { config }: Calls["prepare"]["ask"]) {
  if (runs.has(name)) throw new RangeError(`prepare: run ${name} is already prepared`);
  const release = () => shelf.giveBack(config);
  try {
    const dataset = await shelf.take(config);
    const run = openRun({ config, dataset, now: () => performance.now() });
    runs.set(name, {
      run,
      release() {
        run.dispose();
        release();
      },
    });
    return run.prepared;
  } catch (error) {
    release();
    throw error;
  }
}

function runOf(name: string): ComputeRun {
  const found = runs.get(name);
  if (found === undefined) throw new RangeError(`run ${name} is not prepared`);
  return found.run;
}
