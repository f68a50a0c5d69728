/** What every run in this process shares: the tfjs backend, and data sets that are read once. */
import { chooseNodeBackend } from "@honest-majority/backends";
import { localCompute } from "@honest-majority/conductor";
import { loadDataset } from "@honest-majority/datasets";
import { parameterCount, sharedMemory } from "@honest-majority/learning";
import type { RoundRecord, RunConfig } from "@honest-majority/protocol";
import { choosePasses } from "../passes";
import { datasetShelf } from "./datasetShelf";
import { runHeadless } from "./headless";

export interface Laboratory {
  readonly backend: { name: string; note: string };
  run(
    config: RunConfig,
    onRecord?: (record: RoundRecord) => void,
  ): Promise<{ records: RoundRecord[]; seconds: number; trainExamples: number }>;
}

/** @throws DataError, when a run's data is missing; it says what to do next. */
export async function openLaboratory(dataDir: string): Promise<Laboratory> {
  const backend = await chooseNodeBackend();
  const shelf = datasetShelf(({ dataset, seed }) => loadDataset(dataset, dataDir, seed));
  const now = () => performance.now();
  return {
    backend,
    async run(config, onRecord) {
      const { train } = await shelf(config); // before the clock starts: only the first run reads the files
      const started = now();
      const rows = config.workers * config.arms.length;
      const d = parameterCount(config.model, train, train.classes);
      const passes = choosePasses(undefined, rows, d);
      const compute = localCompute({ backend, load: shelf, passes, allocate: sharedMemory, now });
      const records = await runHeadless({ config, compute, now: () => Date.now(), onRecord });
      return { records, seconds: (now() - started) / 1000, trainExamples: train.count };
    },
  };
}
