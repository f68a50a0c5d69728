import { Worker } from "node:worker_threads";
import { type Compute, keepingRows, RowMemory, runFunctions } from "@honest-majority/conductor";
import { sharedMemory } from "@honest-majority/learning";
import { UserError } from "@honest-majority/protocol";
import type { AggregateOn } from "../http/options";
import type { Parts } from "../parts";
import { refusal } from "./choosePasses";
import type { ThreadData } from "./messages";
import { RowPosts } from "./rowPosts";
import { openThreadLink } from "./threadLink";

export interface ComputeOptions {
  /** Holds the data sets' files. */
  dataDir: string;
  /** Called with one sentence for a person. */
  log: (line: string) => void;
  /** Called with one sentence for the instructor when a GPU died and the runs go on without it; unset: `log`. */
  alarm?: (sentence: string) => void;
  aggregateOn?: AggregateOn;
  /** Addresses of plugin modules. */
  plugins?: readonly string[];
  parts: Pick<Parts, "computeThread" | "program">;
}

export interface ComputeThread extends Compute {
  collectGarbage(): void;
}

/**
 * Starts the one thread that aggregates and evaluates for every room.
 *
 * @throws UserError: `usage` when `aggregateOn` is "gpu" and there is none, `compute` when the thread cannot start.
 */
export async function startCompute({
  dataDir,
  log,
  alarm = log,
  aggregateOn = "auto",
  plugins = [],
  parts: { computeThread, program },
}: ComputeOptions): Promise<ComputeThread> {
  const workerData: ThreadData = { dataDir, aggregateOn, plugins, program };
  // without the process's flags, which may belong to a test runner or a debugger
  const worker = new Worker(computeThread, { workerData, execArgv: [] });
  const link = openThreadLink(worker, {
    log,
    program,
    moved(message) {
      backend = message.backend;
      alarm(message.sentence);
    },
  });
  let backend = await link.ready;
  const refused = refusal(aggregateOn, backend);
  if (refused !== undefined) {
    await link.close();
    throw new UserError("usage", refused);
  }
  /** By run, the rows that the main thread writes and the compute thread reads. */
  const runs = new Map<string, { memory: RowMemory; posts: RowPosts }>();
  const runOf = (run: string) => {
    const found = runs.get(run);
    if (found === undefined) throw new RangeError(`run ${run} is not prepared`);
    return found;
  };
  const memoryOf = (run: string) => runOf(run).memory;
  const logged = new Set<string>(); // one line for all runs that aggregate alike

  return {
    get backend() {
      return backend;
    },
    async prepare(run, config) {
      const { aggregatesOn, ...prepared } = await link.call("prepare", run, { config });
      if (!logged.has(aggregatesOn)) log(aggregatesOn);
      logged.add(aggregatesOn);
      runs.set(run, {
        memory: new RowMemory({ arms: config.arms.length, dim: prepared.dim, allocate: sharedMemory }),
        posts: new RowPosts((post) => link.send({ kind: "rows", run, ...post }), setImmediate),
      });
      return prepared;
    },
    spareRow: (run) => memoryOf(run).spare,
    setRow(run, arm, row, vector) {
      const { memory, posts } = runOf(run);
      posts.add(arm, row, memory.set(arm, row, vector)); // distances are computed while other rows arrive
    },
    takeRows: (run, arm, rows) => memoryOf(run).take(arm, rows),
    giveBackRows: (run, rows) => runs.get(run)?.memory.giveBack(rows),
    ...runFunctions((call, run, request) => {
      const known = runs.get(run);
      known?.posts.flush();
      return keepingRows(known?.memory, call, () => link.call(call, run, request));
    }),
    async reconfigure(run, config) {
      const memory = memoryOf(run);
      await link.call("reconfigure", run, config);
      memory.grow(config.arms.length);
      return null;
    },
    release(run) {
      runs.delete(run);
      link.send({ kind: "release", run });
    },
    collectGarbage: () => link.send({ kind: "collectGarbage" }),
    close: () => link.close(),
  };
}
