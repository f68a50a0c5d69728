import { Worker } from "node:worker_threads";
import type { Compute } from "@honest-majority/conductor";
import { type AggregateOn, refusal } from "./choosePasses";
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

/** What the main thread keeps of a run: the rows that it and the compute thread both see, [K][row]: [d]. */
interface SharedRows {
  dim: number;
  rows: (Float32Array | undefined)[][];
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
  const shared = new Map<string, SharedRows>();
  const said = new Set<string>(); // of runs alike once

  return {
    backend,
    async prepare(run, config) {
      const { aggregatesOn, ...prepared } = await link.call("prepare", run, { config });
      if (!said.has(aggregatesOn)) log(aggregatesOn);
      said.add(aggregatesOn);
      shared.set(run, { dim: prepared.dim, rows: config.arms.map(() => []) });
      return prepared;
    },
    setRow(run, arm, row, vector) {
      const of = shared.get(run);
      if (of?.rows[arm] === undefined) throw new RangeError(`setRow: run ${run} has no arm ${arm}`);
      if (vector.length !== of.dim) {
        throw new RangeError(`setRow: a row must hold ${of.dim} values, got ${vector.length}`);
      }
      let values = of.rows[arm][row];
      if (values === undefined) {
        values = new Float32Array(new SharedArrayBuffer(4 * of.dim));
        of.rows[arm][row] = values;
      }
      values.set(vector);
      link.tell({ kind: "row", run, arm, row, values }); // each time: it lands at once, while others are on their way
    },
    aggregate: (run, request) => link.call("aggregate", run, request),
    evaluate: (run, arms) => link.call("evaluate", run, arms),
    knowledge: (run, request) => link.call("knowledge", run, request),
    armTruths: (run, arms) => link.call("armTruths", run, arms),
    release(run) {
      shared.delete(run);
      link.tell({ kind: "release", run });
    },
    close: () => link.close(),
  };
}
