import type { Random } from "@honest-majority/random";
import { type Deal, definePartition } from "./definePartition";

/**
 * Worker w's examples are drawn with class shares p_w ~ Dirichlet(α) until the classes run out. Every worker gets the same
 * number of examples; the source does not equalize the numbers.
 */
export const dirichlet = /* @__PURE__ */ definePartition({
  partition: "dirichlet",
  name: "Dirichlet(α): uneven classes",
  shortName: "Dirichlet",
  sentence: "Every worker gets its own mix of classes. A smaller α makes the mixes more uneven.",
  source: "Hsu et al. 2019, arXiv:1909.06335",
  options: {
    alpha: { kind: "number", above: 0, default: 0.5, label: "α" },
  },
  deal: (deal, { alpha }) => dealByShares(deal, () => drawShares(deal.random, deal.classes, alpha)),
});

/** One example to each worker in turn, so that no worker is left with the classes that the others did not draw. */
function dealByShares(
  { order, labels, workers, classes, random }: Deal,
  draw: () => number[],
): Uint32Array[] {
  const pools = Array.from({ length: classes }, (): number[] => []);
  for (const example of order) pools[labels[example]].push(example);
  const shares = Array.from({ length: workers }, draw);
  const size = Math.floor(order.length / workers);
  const shards = Array.from({ length: workers }, () => new Uint32Array(size));
  for (let slot = 0; slot < size; slot++) {
    for (let w = 0; w < workers; w++) {
      const left = shares[w].map((share, k) => (pools[k].length > 0 ? share : 0));
      const wanted = left.some((share) => share > 0) ? left : pools.map((pool) => pool.length);
      shards[w][slot] = pools[drawIndex(random, wanted)].pop()!;
    }
  }
  return shards;
}

/** Weights in the proportions of a draw from Dirichlet(α). Their sum need not be 1. */
function drawShares(random: Random, classes: number, alpha: number): number[] {
  const draws = Array.from({ length: classes }, () => random.gamma(alpha));
  if (draws.some((x) => x > 0)) return draws;
  const only = random.int(classes); // α is so small that every draw underflowed
  return draws.map((_, k) => (k === only ? 1 : 0));
}

/** Draws an index with probabilities proportional to the weights, of which at least one is positive. */
function drawIndex(random: Random, weights: readonly number[]): number {
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
