import type { Allocate, Dataset } from "@honest-majority/learning";
import type { RunConfig } from "@honest-majority/protocol";
import type { Passes } from "@honest-majority/robust";
import { type Compute, type RunFunctions, runFunctions } from "./compute";
import { type ComputeRun, openComputeRun } from "./computeRun";
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
  const runs = new Map<string, { run: ComputeRun; memory: RowMemory }>();
  const named = (name: string) => {
    const found = runs.get(name);
    if (found === undefined) throw new RangeError(`run ${name} is not prepared`);
    return found;
  };
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
      runs.set(name, { run, memory });
      return run.prepared;
    },
    spareRow: (name) => named(name).memory.spare,
    setRow(name, arm, row, vector) {
      const { run, memory } = named(name);
      run.setRow(arm, row, memory.set(arm, row, vector));
    },
    takeRows: (name, arm, rows) => named(name).memory.take(arm, rows),
    giveBackRows: (name, rows) => runs.get(name)?.memory.giveBack(rows),
    ...runFunctions(async (call, name, request) => {
      const functions: RunFunctions = named(name).run;
      return functions[call](request);
    }),
    async reconfigure(name, config) {
      const { run, memory } = named(name);
      memory.grow(config.arms.length);
      return run.reconfigure(config);
    },
    release,
    async close() {
      for (const name of [...runs.keys()]) release(name);
    },
  };
}
