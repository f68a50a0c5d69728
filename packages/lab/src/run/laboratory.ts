/** Shared by all runs in this process: the tfjs backend, and data sets that are read once. */
import { chooseNodeBackend } from "@honest-majority/backends";
import { localCompute } from "@honest-majority/conductor";
import { datasetCache, loadDataset } from "@honest-majority/datasets";
import { parameterCount, plainMemory } from "@honest-majority/learning";
import type { RoundRecord, RunConfig } from "@honest-majority/protocol";
import { choosePasses } from "../passes";
import { recoveredShare, type SentUpdate } from "../privacy/recoveredShare";
import { runHeadless } from "./headless";

export interface Laboratory {
  readonly backend: { name: string; note: string };
  run(
    config: RunConfig,
    onRecord?: (record: RoundRecord) => void,
  ): Promise<{ records: RoundRecord[]; seconds: number; trainExamples: number }>;
  /**
   * The share of their first batches' pictures that can be computed from the first updates of a run's workers, 0 … 1; NaN
   * for a model that does not begin with a dense layer.
   */
  recovered(config: RunConfig): Promise<number>;
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
  async function computeFor(config: RunConfig, d: number) {
    const passes = await choosePasses(undefined, config.workers * config.arms.length, d);
    return localCompute({ backend, load: datasets.get, passes, allocate, now });
  }
  const clock = () => Date.now();
  return {
    backend,
    async run(config, onRecord) {
      const { train } = await datasets.get(config); // before the timing starts, because only the first run reads the files
      const started = now();
      const d = parameterCount(config.model, train, train.classes);
      const compute = await computeFor(config, d);
      const records = await runHeadless({ config, compute, now: clock, onRecord });
      return { records, seconds: (now() - started) / 1000, trainExamples: train.count };
    },
    async recovered(given) {
      const config: RunConfig = { ...given, rounds: 1, arms: given.arms.slice(0, 1) };
      const { train } = await datasets.get(config);
      const compute = await computeFor(config, parameterCount(config.model, train, train.classes));
      const shares: number[] = [];
      const onSent = (sent: SentUpdate) => shares.push(recoveredShare(sent, config) ?? Number.NaN);
      await runHeadless({ config, compute, now: clock, onSent });
      return shares.reduce((sum, share) => sum + share, 0) / shares.length;
    },
  };
}
