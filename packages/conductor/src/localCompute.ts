import type { Dataset } from "@honest-majority/learning";
import type { RunConfig } from "@honest-majority/protocol";
import type { Passes } from "@honest-majority/robust";
import type { Compute } from "./compute";
import { type ComputeRun, openComputeRun } from "./computeRun";

export interface LocalComputeOptions {
  backend: Compute["backend"];
  load: (config: RunConfig) => Promise<Dataset>;
  passes?: Passes<unknown>;
  /** Milliseconds. */
  now: () => number;
}

/** The compute of a process that does nothing beside it: what the coordinator gives a thread of its own happens in the caller's. */
export function localCompute({ backend, load, passes, now }: LocalComputeOptions): Compute {
  const runs = new Map<string, ComputeRun>();
  const runOf = (name: string) => {
    const found = runs.get(name);
    if (found === undefined) throw new RangeError(`run ${name} is not prepared`);
    return found;
  };
  const release = (name: string) => {
    runs.get(name)?.dispose();
    runs.delete(name);
  };
  return {
    backend,
    async prepare(name, config) {
      if (runs.has(name)) throw new RangeError(`prepare: run ${name} is already prepared`);
      const run = openComputeRun({ config, dataset: await load(config), passes, now });
      runs.set(name, run);
      return run.prepared;
    },
    setRow: (name, arm, row, vector) => runOf(name).setRow(arm, row, vector),
    aggregate: async (name, request) => runOf(name).aggregate(request),
    evaluate: async (name, arms) => runOf(name).evaluate(arms),
    knowledge: async (name, request) => runOf(name).knowledge(request),
    armTruths: async (name, arms) => runOf(name).armTruths(arms),
    release,
    async close() {
      for (const name of [...runs.keys()]) release(name);
    },
  };
}
