import type { Partition } from "@honest-majority/protocol";
import { type Random, stream } from "@honest-majority/random";

export interface PartitionOptions {
  /** How many shards, all of one size. */
  workers: number;
  partition: Partition;
  seed: number;
  classes: number;
}

/**
 * Deals a training set to workers: the indices of each one's examples. No example is dealt twice; the few
 * that do not divide evenly are left out. By label, the shards hold `labelsPerWorker` runs of the examples
 * sorted by label; by Dirichlet, worker w's examples are drawn with class shares p_w ~ Dirichlet(α) for as
 * long as the classes last (Hsu et al. 2019, arXiv:1909.06335, with equal sizes).
 */
export function partition(labels: Uint8Array, options: PartitionOptions): Uint32Array[] {
  const { workers, partition: how, seed, classes } = options;
  if (!Number.isInteger(workers) || workers < 1) {
    throw new RangeError(`partition: workers must be an integer >= 1, got ${workers}`);
  }
  if (labels.length < workers) {
    throw new RangeError(`partition: ${workers} workers need as many examples, got ${labels.length}`);
  }
  const random = stream(seed, "partition");
  const order = random.shuffle(Uint32Array.from(labels, (_, i) => i));
  switch (how.kind) {
    case "iid":
      return deal(order, workers);
    case "label": {
      const runs = deal(
        order.sort((a, b) => labels[a] - labels[b] || a - b),
        workers * how.labelsPerWorker,
      );
      random.shuffle(runs);
      return Array.from({ length: workers }, (_, w) =>
        joined(runs.slice(w * how.labelsPerWorker, (w + 1) * how.labelsPerWorker)),
      );
    }
    case "dirichlet":
      return dealByShares(
        order,
        labels,
        workers,
        classes,
        () => dirichlet(random, classes, how.alpha),
        random,
      );
    default:
      throw new RangeError(`partition: unknown kind ${how satisfies never}`);
  }
}

function deal(order: Uint32Array, parts: number): Uint32Array[] {
  const size = Math.floor(order.length / parts);
  if (size === 0) throw new RangeError(`partition: ${parts} runs need as many examples, got ${order.length}`);
  return Array.from({ length: parts }, (_, part) => order.slice(part * size, (part + 1) * size));
}

function joined(runs: readonly Uint32Array[]): Uint32Array {
  const out = new Uint32Array(runs.reduce((sum, run) => sum + run.length, 0));
  let at = 0;
  for (const run of runs) {
    out.set(run, at);
    at += run.length;
  }
  return out;
}

/** One example to each worker in turn, so that no worker is left with what the others did not want. */
function dealByShares(
  order: Uint32Array,
  labels: Uint8Array,
  workers: number,
  classes: number,
  drawShares: () => number[],
  random: Random,
): Uint32Array[] {
  const pools = Array.from({ length: classes }, (): number[] => []);
  for (const example of order) pools[labels[example]].push(example);
  const shares = Array.from({ length: workers }, drawShares);
  const size = Math.floor(order.length / workers);
  const shards = Array.from({ length: workers }, () => new Uint32Array(size));
  for (let slot = 0; slot < size; slot++) {
    for (let w = 0; w < workers; w++) {
      const left = shares[w].map((share, k) => (pools[k].length > 0 ? share : 0));
      const wanted = left.some((share) => share > 0) ? left : pools.map((pool) => pool.length);
      shards[w][slot] = pools[draw(random, wanted)].pop()!;
    }
  }
  return shards;
}

function dirichlet(random: Random, classes: number, alpha: number): number[] {
  const draws = Array.from({ length: classes }, () => random.gamma(alpha));
  if (draws.some((x) => x > 0)) return draws; // proportions will do
  const only = random.int(classes); // an α so small that every draw underflowed
  return draws.map((_, k) => (k === only ? 1 : 0));
}

/** An index, in proportion to weights of which one is positive. */
function draw(random: Random, weights: readonly number[]): number {
  const total = weights.reduce((sum, x) => sum + x, 0);
  let rest = random.uniform() * total;
  let last = 0;
  for (let k = 0; k < weights.length; k++) {
    if (weights[k] === 0) continue;
    last = k;
    rest -= weights[k];
    if (rest < 0) break;
  }
  return last;
}
