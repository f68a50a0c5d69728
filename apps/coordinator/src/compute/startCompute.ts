import { Worker } from "node:worker_threads";
import { type Compute, RowMemory, runFunctions } from "@honest-majority/conductor";
import { sharedMemory } from "@honest-majority/learning";
import type { AggregateOn } from "../front/options";
import { refusal } from "./choosePasses";
import type { ThreadData } from "./messages";
import { openLink } from "./threadLink";

export interface ComputeOptions {
  /** Holds the data sets' files. */
  dataDir: string;
  /** Takes one sentence for a person. */
  log: (line: string) => void;
  aggregateOn?: AggregateOn;
  /** The thread's module; a test gives one that crashes. */
  thread?: URL;
}

/**
 * Starts the one thread that aggregates and evaluates for every room.
 *
 * @throws Error when it cannot start, or there is no GPU where one was asked for.
 */
export async function startCompute({
  dataDir,
  log,
  aggregateOn = "auto",
  thread = new URL("./thread.ts", import.meta.url),
}: ComputeOptions): Promise<Compute> {
  const workerData: ThreadData = { module: thread.href, dataDir, aggregateOn };
  // no inherited flags: what a test runner or a debugger gives the process is not meant for this thread
  const worker = new Worker(new URL("./thread.mjs", import.meta.url), { workerData, execArgv: [] });
  const link = openLink(worker, log);
  const backend = await link.ready;
  const refused = refusal(aggregateOn, backend);
  if (refused !== undefined) {
    await link.close();
    throw new Error(refused);
  }
  /** Rows that the main thread writes and the compute thread reads. */
  const memories = new Map<string, RowMemory>();
  const memoryOf = (run: string) => {
    const found = memories.get(run);
    if (found === undefined) throw new RangeError(`run ${run} is not prepared`);
    return found;
  };
  const said = new Set<string>(); // of runs alike once

  return {
    backend,
    async prepare(run, config) {
      const { aggregatesOn, ...prepared } = await link.call("prepare", run, { config });
      if (!said.has(aggregatesOn)) log(aggregatesOn);
      said.add(aggregatesOn);
      memories.set(
        run,
        new RowMemory({ arms: config.arms.length, dim: prepared.dim, allocate: sharedMemory }),
      );
      return prepared;
    },
    spareRow: (run) => memoryOf(run).spare,
    setRow(run, arm, row, vector) {
      const values = memoryOf(run).set(arm, row, vector);
      link.tell({ kind: "row", run, arm, row, values }); // each time: it lands at once, while others are on their way
    },
    ...runFunctions((call, run, request) => link.call(call, run, request)),
    release(run) {
      memories.delete(run);
      link.tell({ kind: "release", run });
    },
    close: () => link.close(),
  };
}
