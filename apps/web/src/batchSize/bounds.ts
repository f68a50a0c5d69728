/** Both algorithms' bounds over the batch size, with their least values. Pure. */
import {
  boundByzsgdm,
  boundByzsgdnm,
  optimalBatchByzsgdm,
  optimalBatchByzsgdnm,
  optimalIntegerBatchByzsgdm,
  optimalIntegerBatchByzsgdnm,
  type Problem,
  roundsFor,
} from "@honest-majority/robust";

export interface Algorithm {
  key: "byzsgdm" | "byzsgdnm";
  name: string;
  /** Of the best batch size. */
  symbol: string;
  /** What its bound bounds, over the rounds of a run. */
  bounds: string;
  /** What of a measured run is comparable. */
  measured: "norm" | "square";
  bound(problem: Problem, B: number): number;
  best(problem: Problem): number;
  bestWhole(problem: Problem): number;
}

export const ALGORITHMS: readonly Algorithm[] = [
  {
    key: "byzsgdm",
    name: "ByzSGDm",
    symbol: "B*",
    bounds: "the mean squared norm of the gradient",
    measured: "square",
    bound: boundByzsgdm,
    best: optimalBatchByzsgdm,
    bestWhole: optimalIntegerBatchByzsgdm,
  },
  {
    key: "byzsgdnm",
    name: "ByzSGDnm",
    symbol: "B̃*",
    bounds: "the mean norm of the gradient",
    measured: "norm",
    bound: boundByzsgdnm,
    best: optimalBatchByzsgdnm,
    bestWhole: optimalIntegerBatchByzsgdnm,
  },
];

export interface Best {
  /** A real number, which may be below 1. */
  B: number;
  /** The best whole number; with a budget for less than one round of it, that of the whole budget. */
  whole: number;
  rounds: number;
  bound: number;
}

export function bestOf({ best, bestWhole, bound }: Algorithm, problem: Problem): Best {
  const whole = Math.max(1, Math.min(bestWhole(problem), Math.floor(roundsFor(problem, 1))));
  return { B: best(problem), whole, rounds: roundsFor(problem, whole), bound: bound(problem, whole) };
}

/** At least this many batch sizes are shown, where the budget lasts for them. */
const LEAST_SHOWN = 4_096;
const POINTS = 160;

/** Batch sizes from 1 to beyond both best ones, evenly on a scale of powers; none takes more than the whole budget. */
export function batchSizes(problem: Problem): number[] {
  const wanted = Math.max(LEAST_SHOWN, ...ALGORITHMS.map(({ best }) => 8 * best(problem)));
  const most = Math.max(2, Math.min(wanted, roundsFor(problem, 1)));
  return Array.from({ length: POINTS + 1 }, (_, i) => most ** (i / POINTS));
}

/** Powers of two up to the largest batch size shown, for the table. */
export function tableSizes(problem: Problem): number[] {
  const most = batchSizes(problem).at(-1) ?? 1;
  return Array.from({ length: Math.floor(Math.log2(most)) + 1 }, (_, i) => 2 ** i);
}
