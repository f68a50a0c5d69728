import { chooseBackend } from "@honest-majority/backends";
import { localCompute } from "@honest-majority/conductor";
import { glyphs } from "@honest-majority/learning";
import { RunConfig, type RunConfigInput } from "@honest-majority/protocol";
import { choosePasses } from "../commands/passes";
import { datasetShelf } from "../run/datasetShelf";
import { finalsOf } from "../run/final";
import { runHeadless } from "../run/headless";

const backend = await chooseBackend();
const load = datasetShelf(async ({ seed }) => glyphs({ seed }));
const MOST_VALUES = 8 * 101_770; // mlp on glyphs, by eight workers

/** The test accuracy of each arm after the last round, by its label: a whole run, on glyphs. */
export async function lastAccuracies(input: RunConfigInput): Promise<Record<string, number>> {
  const rounds = input.rounds ?? 1;
  const config = RunConfig.parse({ dataset: "glyphs", evaluateEvery: rounds, ...input });
  const passes = choosePasses(undefined, config.arms.length, MOST_VALUES);
  const compute = localCompute({ backend, load, passes, now: () => 0 });
  const records = await runHeadless({ config, compute, now: () => 0 });
  return Object.fromEntries(finalsOf(records).map(({ label, accuracy }) => [label, accuracy]));
}
