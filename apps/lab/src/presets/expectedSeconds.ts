/** How long runs will take on this machine, judged by a few of their steps. */
import { chooseBackend } from "@honest-majority/backends";
import { loadDataset } from "@honest-majority/datasets";
import {
  createEvaluator,
  createLearner,
  type Dataset,
  initialParameters,
  subset,
} from "@honest-majority/learning";
import type { RunConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import { buildPipeline } from "@honest-majority/robust";
import { choosePasses, landAll } from "../commands/passes";

export interface Expecting {
  /** Of every run that is left. */
  configs: readonly RunConfig[];
  processes: number;
  dataDir: string;
  /** Milliseconds. */
  now: () => number;
}

/** What one model on one data set costs, in seconds. */
interface Costs {
  /** Of a worker's step: so much, and so much for each example. */
  step: { fixed: number; example: number };
  /** Of one measurement of the test set. */
  evaluation: number;
  d: number;
}

/**
 * Seconds for all of them: for each model a few steps at two batch sizes and a part of the test set, for each rule two rounds, times what
 * the runs take of them. Attacks, what lies between a round's parts and cores that share one memory are left out, and so it is rather too little.
 *
 * @throws DataError where a data set is missing: before the first run, not in its middle.
 */
export async function expectedSeconds({ configs, processes, dataDir, now }: Expecting): Promise<number> {
  if (configs.length === 0) return 0;
  await chooseBackend();
  const clock = stopwatch(now);
  const costs = remembering(
    (config: RunConfig) => `${config.dataset} ${config.model}`,
    async (config) =>
      costsOf(
        config,
        await loadDataset(config.dataset, dataDir, config.seed),
        batchesOf(configs, config),
        clock,
      ),
  );
  const rules = remembering(
    ({ arms, workers, f, model, dataset }: RunConfig) => JSON.stringify([arms, workers, f, model, dataset]),
    async (config) => ruleSeconds(config, (await costs(config)).d, clock),
  );
  let seconds = 0;
  for (const config of configs) {
    const { step, evaluation } = await costs(config);
    const worker = step.fixed + step.example * config.batchSize;
    const measured = config.rounds / config.evaluateEvery + 1;
    seconds += config.rounds * (config.workers * worker + (await rules(config))) + measured * evaluation;
  }
  return seconds / Math.min(processes, configs.length);
}

/** The smallest, and a larger one that is not yet slow. */
function batchesOf(configs: readonly RunConfig[], { dataset, model }: RunConfig): [number, number] {
  const alike = configs.filter((config) => config.dataset === dataset && config.model === model);
  const least = Math.min(...alike.map(({ batchSize }) => batchSize));
  return [least, 4 * least];
}

/** Of the test set so many pictures are measured. */
const TESTED = 200;

async function costsOf(
  { model, seed, augment }: RunConfig,
  { train, test }: Dataset,
  batches: [number, number],
  clock: Stopwatch,
): Promise<Costs> {
  const parameters = initialParameters(model, train, train.classes, seed);
  const [few, many] = await inTurn(batches, async (batchSize) => {
    const examples = subset(train, first(Math.min(batchSize, train.count)));
    const learner = createLearner({ model, examples, batchSize, seed, augment, workerIndex: 0 });
    const seconds = await clock(3, (round) => learner.gradients([parameters], round));
    learner.dispose();
    return seconds;
  });
  const example = Math.max(0, (many - few) / (batches[1] - batches[0]));
  const pictures = Math.min(TESTED, test.count);
  const evaluator = createEvaluator({ model, examples: subset(test, first(pictures)) });
  const evaluation = (await clock(2, () => evaluator.evaluate(parameters))) * (test.count / pictures);
  evaluator.dispose();
  return {
    step: { fixed: Math.max(0, few - example * batches[0]), example },
    evaluation,
    d: parameters.length,
  };
}

async function ruleSeconds({ arms, workers: m, f }: RunConfig, d: number, clock: Stopwatch): Promise<number> {
  const arrivals = await choosePasses(undefined, m, d).open(m, d);
  const random = stream(1, "expected");
  const rows = Array.from({ length: m }, () => Float32Array.from({ length: d }, () => random.normal()));
  await landAll(arrivals, rows);
  const root = arrivals.vector(rows[0]);
  let seconds = 0;
  for (const arm of arms) {
    const rule = buildPipeline(arm, { m, f, random });
    seconds += await clock(2, () =>
      rule(arrivals.matrix([...rows.keys()]), arrivals.vector(new Float32Array(d)), root),
    );
  }
  arrivals.dispose();
  return seconds;
}

/** Seconds of a task: the shortest of some runs, since the first ones warm up. */
type Stopwatch = (runs: number, task: (run: number) => Promise<unknown>) => Promise<number>;

function stopwatch(now: () => number): Stopwatch {
  return async (runs, task) => {
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < runs; run++) {
      const started = now();
      await task(run);
      least = Math.min(least, (now() - started) / 1000);
    }
    return least;
  };
}

/** Asked again for what has the same key, it answers as before. */
function remembering<Asked, Answer>(
  key: (asked: Asked) => string,
  answer: (asked: Asked) => Promise<Answer>,
): (asked: Asked) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>();
  return (asked) => {
    const found = known.get(key(asked)) ?? answer(asked);
    known.set(key(asked), found);
    return found;
  };
}

async function inTurn<In, Out>(items: readonly In[], task: (item: In) => Promise<Out>): Promise<Out[]> {
  const answers: Out[] = [];
  for (const item of items) answers.push(await task(item));
  return answers;
}

function first(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
