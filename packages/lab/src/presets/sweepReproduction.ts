/** A reproduction whose work is a sweep. */
import { chooseNodeBackend } from "@honest-majority/backends";
import { loadDataset } from "@honest-majority/datasets";
import { type DatasetName, datasetOf, seedOf } from "@honest-majority/learning/facts";
import { reportOf } from "../report/report";
import type { Size } from "../sizes";
import { SweepConfig } from "../sweep/cells";
import { extendedCells } from "../sweep/extend";
import type { Failure } from "../sweep/resultStore";
import { selectionOf } from "../sweep/selection";
import { summarize } from "../sweep/summary";
import { runSweep, type Swept } from "../sweep/sweep";
import { expectedSeconds } from "./expectedSeconds";
import type { Preset } from "./preset";
import { SECONDS } from "./quantity";
import { folderOf, type ReportTools, type Reproduction, type Tools } from "./reproduction";

export function sweepReproduction(preset: Preset): Reproduction {
  const sweepOf = (size: Size, { select }: Pick<ReportTools, "select">) =>
    SweepConfig.parse({ name: folderOf(preset, size), ...preset.sizes[size].sweep, select });
  // parallel runs would measure how they share the cores
  const processesFor = ({ processes }: Tools) => (preset.quantity === SECONDS ? 1 : processes);
  const reported = (
    size: Size,
    tools: ReportTools,
    swept: Omit<Swept, "failures">,
    failed: ReadonlyMap<string, Failure>,
  ) => {
    // a folder may hold runs of an older set-up or of another table
    const ids = new Set(swept.cells.map(({ id }) => id));
    const results = new Map([...swept.results].filter(([id]) => ids.has(id)));
    const { program } = tools;
    const selection = selectionOf(sweepOf(size, tools));
    const summed = summarize(swept.cells, results, selection);
    const entries = preset.remarked?.(summed) ?? summed;
    const failures = new Map([...failed].filter(([id]) => ids.has(id) && !results.has(id)));
    return reportOf({ preset, size, program, selection, entries, ...swept, results, failures });
  };
  return {
    ...preset,
    data(size) {
      const { base, over } = sweepOf(size, {});
      const keys = over.dataset ?? [base.dataset];
      return keys.map((key) => datasetOf(key as DatasetName).name).join(", ");
    },
    async estimateSeconds(size, tools) {
      const results = await tools.storeNamed(folderOf(preset, size)).load();
      const left = extendedCells(sweepOf(size, tools), results).filter(({ id }) => !results.has(id));
      const configs = [...new Map(left.map(({ id, config }) => [id, config])).values()];
      return expectedSeconds({
        configs,
        processes: processesFor(tools),
        backend: await chooseNodeBackend(),
        load: (config) =>
          loadDataset(config.dataset, tools.dataDir, seedOf("split", config), { program: tools.program }),
        now: tools.now,
      });
    },
    async run(size, tools) {
      const store = tools.storeNamed(folderOf(preset, size));
      const swept = await runSweep({
        ...tools,
        sweep: sweepOf(size, tools),
        store,
        processes: processesFor(tools),
      });
      return reported(size, tools, swept, await store.failures());
    },
    ...(preset.quantity === SECONDS
      ? {}
      : {
          async runShard(size, tools, shard) {
            const store = tools.storeNamed(folderOf(preset, size));
            const { failures } = await runSweep({ ...tools, sweep: sweepOf(size, tools), store, shard });
            return [...failures.values()];
          },
        }),
    async report(size, tools) {
      const store = tools.storeNamed(folderOf(preset, size));
      const results = await store.load();
      const cells = extendedCells(sweepOf(size, tools), results);
      const missing = cells.filter(({ id }) => !results.has(id)).length;
      if (missing > 0) {
        tools.display.say(`${missing} of ${cells.length} runs are not there yet: their places are left out`);
      }
      return reported(size, tools, { cells, results, kept: results.size }, await store.failures());
    },
  };
}
