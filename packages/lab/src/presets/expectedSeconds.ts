/** Estimates how long runs will take on this machine, from a few of their rounds. */
import { localCompute } from "@honest-majority/conductor";
import {
  createEvaluator,
  type Dataset,
  initialParameters,
  parameterCount,
  sharedMemory,
  subset,
} from "@honest-majority/learning";
import { datasetKey, seedOf } from "@honest-majority/learning/facts";
import type { RunConfig } from "@honest-majority/protocol";
import { choosePasses } from "../passes";
import { runHeadless } from "../run/headless";

export interface Expecting {
  /** The configs of all remaining runs. */
  configs: readonly RunConfig[];
  processes: number;
  backend: { name: string; note: string };
  load: (config: RunConfig) => Promise<Dataset>;
  /** Milliseconds. */
  now: () => number;
}

/** The number of timed rounds, without the first round of the run, which warms up. */
const TIMED_ROUNDS = 2;
/** The number of test pictures that are measured. */
const TESTED = 200;
/** The largest timed batch: without a GPU a round of resnet20 takes half a minute with it. */
const MOST_BATCH = 64;

/**
 * Seconds for all runs in parallel: times a few whole rounds with each rule at B = 1 and with one rule at a larger batch,
 * and a part of the test set, and multiplies them by the runs' numbers of each. Processes that share a machine's memory
 * take somewhat longer.
 *
 * @throws what `load` throws, before the first run instead of in the middle of the runs.
 */
export async function expectedSeconds({
  configs,
  processes,
  backend,
  load,
  now,
}: Expecting): Promise<number> {
  if (configs.length === 0) return 0;
  let seconds = 0;
  for (const alike of groupsOf(configs, (config) => `${datasetKey(config)} ${config.model}`)) {
    const data = await load(alike[0]);
    const probe = async (config: RunConfig) => {
      const { train, test } = data;
      const rounds = await roundsOf(config, { train, test: subset(test, [0]) }, { backend, now });
      return Math.min(...rounds);
    };
    seconds += await secondsOfAlike(alike, probe, await evaluationSeconds(alike[0], data, now));
  }
  return seconds / Math.min(processes, configs.length);
}

async function secondsOfAlike(
  configs: readonly RunConfig[],
  probe: (config: RunConfig) => Promise<number>,
  evaluation: number,
): Promise<number> {
  const ruleOf = ({ arms, workers }: RunConfig) => JSON.stringify([arms, workers]);
  const rounds = new Map<string, number>(); // at B = 1
  for (const [config] of groupsOf(configs, ruleOf)) {
    rounds.set(ruleOf(config), await probe({ ...config, batchSize: 1 }));
  }
  const [one] = configs;
  const batchSize = Math.min(MOST_BATCH, Math.max(2, ...configs.map(({ batchSize }) => batchSize)));
  const larger = await probe({ ...one, batchSize });
  const perExample = Math.max(0, (larger - (rounds.get(ruleOf(one)) ?? 0)) / (batchSize - 1));
  return configs.reduce((sum, config) => {
    const round = (rounds.get(ruleOf(config)) ?? 0) + perExample * (config.batchSize - 1);
    const measurements = 1 + config.rounds / config.evaluateEvery;
    return sum + config.rounds * round + measurements * evaluation;
  }, 0);
}

/** The seconds of some rounds of a run. */
async function roundsOf(
  config: RunConfig,
  dataset: Dataset,
  { backend, now }: { backend: { name: string; note: string }; now: () => number },
): Promise<number[]> {
  const { train } = dataset;
  const passes = await choosePasses(
    undefined,
    config.workers * config.arms.length,
    parameterCount(config.model, train, train.classes),
  );
  const closed: number[] = [];
  await runHeadless({
    config: { ...config, rounds: TIMED_ROUNDS + 1 },
    compute: localCompute({
      backend,
      load: async () => dataset,
      passes,
      allocate: sharedMemory,
      now: () => 0,
    }),
    now: () => Date.now(),
    onRecord: () => void closed.push(now()),
  });
  return closed.slice(1).map((at, i) => (at - closed[i]) / 1000);
}

async function evaluationSeconds(
  config: RunConfig,
  { train, test }: Dataset,
  now: () => number,
): Promise<number> {
  const pictures = Array.from({ length: Math.min(TESTED, test.count) }, (_, i) => i);
  const evaluator = createEvaluator({ model: config.model, examples: subset(test, pictures) });
  const parameters = initialParameters(config.model, train, train.classes, seedOf("initial", config));
  await evaluator.evaluate(parameters); // warms up
  const started = now();
  await evaluator.evaluate(parameters);
  evaluator.dispose();
  return ((now() - started) / 1000) * (test.count / pictures.length);
}

function groupsOf<Item>(items: readonly Item[], key: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}
