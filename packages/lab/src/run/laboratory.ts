/** Shared by all runs in this process: the tfjs backend, and data sets that are read once. */
import { chooseNodeBackend } from "@honest-majority/backends";
import { localCompute } from "@honest-majority/conductor";
import { datasetCache, loadDataset } from "@honest-majority/datasets";
import { parameterCount, plainMemory } from "@honest-majority/learning";
import type { RoundRecord, RunConfig } from "@honest-majority/protocol";
import { choosePasses } from "../passes";
import { runHeadless } from "./headless";

export interface Laboratory {
  readonly backend: { name: string; note: string };
  run(
    config: RunConfig,
    onRecord?: (record: RoundRecord) => void,
  ): Promise<{ records: RoundRecord[]; seconds: number; trainExamples: number }>;
}

/** The only thread here shares nothing, and V8 copies shared memory a third as fast. */
const allocate = plainMemory;

/** A sweep uses each data set again in every row of its table. CIFAR-10, the largest, takes 184 MB; the glyphs of one seed take 8 MB. */
const MOST_SETS = 16;

/** `program`: how a person calls the program, for messages. @throws UserError when a run's data are missing; it says what to do next. */
export async function openLaboratory(dataDir: string, program: string): Promise<Laboratory> {
  const backend = await chooseNodeBackend();
  const datasets = datasetCache(
    ({ dataset, seed }) => loadDataset(dataset, dataDir, seed, { program, allocate }),
    {
      keep: MOST_SETS,
    },
  );
  const now = () => performance.now();
  return {
    backend,
    async run(config, onRecord) {
      const { train } = await datasets.get(config); // before the timing starts, because only the first run reads the files
      const started = now();
      const rows = config.workers * config.arms.length;
      const d = parameterCount(config.model, train, train.classes);
      const passes = await choosePasses(undefined, rows, d);
      const compute = localCompute({ backend, load: datasets.get, passes, allocate, now });
      const records = await runHeadless({ config, compute, now: () => Date.now(), onRecord });
      return { records, seconds: (now() - started) / 1000, trainExamples: train.count };
    },
  };
}
