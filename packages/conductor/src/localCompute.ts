import type { Allocate, Dataset } from "@honest-majority/learning";
import type { RunConfig } from "@honest-majority/protocol";
import type { Passes } from "@honest-majority/robust";
import { type Compute, type RunCallName, type RunCalls, type RunFunctions, runFunctions } from "./compute";
import { type ComputeRun, openComputeRun } from "./computeRun";
import { keepingRows } from "./keptRows";
import { RowMemory } from "./rowMemory";

export interface LocalComputeOptions {
  backend: Compute["backend"];
  load: (config: RunConfig) => Promise<Dataset>;
  passes?: Passes<unknown>;
  /** Where the runs' vectors are kept. */
  allocate: Allocate;
  /** Milliseconds. */
  now: () => number;
}

/** Computes in the caller's own thread, for processes and pages that do nothing else at that time. */
export function localCompute({ backend, load, passes, allocate, now }: LocalComputeOptions): Compute {
  /** `last`: the end of the calls made so far. */
  const runs = new Map<string, { run: ComputeRun; memory: RowMemory; last: Promise<unknown> }>();
  const named = (name: string) => {
    const found = runs.get(name);
    if (found === undefined) throw new RangeError(`run ${name} is not prepared`);
    return found;
  };
  async function inTurn<Name extends RunCallName>(
    call: Name,
    name: string,
    request: RunCalls[Name]["request"],
  ): Promise<RunCalls[Name]["answer"]> {
    const own = named(name);
    const functions: RunFunctions = own.run;
    const answer = own.last.then(() => keepingRows(own.memory, call, () => functions[call](request)));
    own.last = answer.catch(() => undefined); // the caller gets the error
    return answer;
  }
  const release = (name: string) => {
    runs.get(name)?.run.dispose();
    runs.delete(name);
  };
  return {
    backend,
    async prepare(name, config) {
      if (runs.has(name)) throw new RangeError(`prepare: run ${name} is already prepared`);
      const run = openComputeRun({ config, dataset: await load(config), passes, allocate, now });
      const memory = new RowMemory({ arms: config.arms.length, dim: run.prepared.dim, allocate });
      runs.set(name, { run, memory, last: Promise.resolve() });
      return run.prepared;
    },
    spareRow: (name) => named(name).memory.spare,
    setRow(name, arm, row, vector) {
      const { run, memory } = named(name);
      run.setRow(arm, row, memory.set(arm, row, vector));
    },
    takeRows: (name, arm, rows) => named(name).memory.take(arm, rows),
    giveBackRows: (name, rows) => runs.get(name)?.memory.giveBack(rows),
    ...runFunctions(inTurn),
    async reconfigure(name, config) {
      named(name).memory.grow(config.arms.length);
      return inTurn("reconfigure", name, config);
    },
    release,
    async close() {
      for (const name of [...runs.keys()]) release(name);
    },
  };
}
