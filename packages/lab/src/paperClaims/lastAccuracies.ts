import { chooseNodeBackend } from "@honest-majority/backends";
import { localCompute } from "@honest-majority/conductor";
import { datasetCache, defaultDataDir, loadDataset } from "@honest-majority/datasets";
import { sharedMemory } from "@honest-majority/learning";
import { RunConfig, type RunConfigInput } from "@honest-majority/protocol";
import { choosePasses } from "../passes";
import { finalsOf } from "../run/final";
import { runHeadless } from "../run/headless";

const backend = await chooseNodeBackend();
const dataDir = defaultDataDir(process.env);
const datasets = datasetCache(({ dataset, seed }) => loadDataset(dataset, dataDir, seed), { keep: 16 });
const MOST_VALUES = 101_770; // mlp on 28×28 pictures

/**
 * The test accuracy of each arm after the last round of a whole run, by the arm's label. Uses glyphs unless another data set is named.
 *
 * @throws UserError when that data set's files are missing.
 */
export async function lastAccuracies(input: RunConfigInput): Promise<Record<string, number>> {
  const rounds = input.rounds ?? 1;
  const config = RunConfig.parse({ evaluateEvery: rounds, ...input });
  const passes = await choosePasses(undefined, config.workers * config.arms.length, MOST_VALUES);
  const compute = localCompute({ backend, load: datasets.get, passes, allocate: sharedMemory, now: () => 0 });
  const records = await runHeadless({ config, compute, now: () => 0 });
  return Object.fromEntries(finalsOf(records).map(({ label, accuracy }) => [label, accuracy]));
}
