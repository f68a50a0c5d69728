/** Algorithm 1 of the BrSGD paper on a convex problem: how far it ends from the minimum under an attack. Pure. */
import { stream } from "@honest-majority/random";
import {
  attackStrength,
  attackVector,
  brsgd,
  type GivenAttack,
  moments,
  updateMatrix,
} from "@honest-majority/robust";
import { DIMENSION, type LeastSquares, leastSquares, SMOOTHNESS } from "./leastSquares";

/** T: the theorem's first term is then (2/3)⁶⁰ ≈ 3e-11 of the first distance, so what is left is Δ. */
export const ROUNDS = 60;

/** A place of the experiment. */
export interface Place {
  /** Examples of a worker. */
  n: number;
  /** Workers, of which the last α·m attack. */
  m: number;
  alpha: number;
}

/** 2𝔗: BrSGD's own choice, or twice the least s for which lemma 1's premise holds at the minimum. */
export type Threshold = "auto" | "theorem";

export interface Limit {
  /** ‖w^T − w*‖ under each attack. */
  distances: Record<string, number>;
  /** t + 3βs of lemma 1, with t and s as they are at w*: Δ without its logarithms and its constant. */
  delta: number;
}

export interface Attack {
  name: string;
  config: GivenAttack;
}

/** The keep of the paper's experiments, β = ½. */
export const KEEP = 0.5;

/** Runs BrSGD once under each attack; once without any if α·m is 0. */
export async function limitsOf(
  place: Place,
  threshold: Threshold,
  attacks: readonly Attack[],
  seed: number,
): Promise<Limit> {
  const problem = leastSquares({ ...place, seed });
  const { s, t } = spreadAtOptimum(problem, honestOf(place));
  const rule = brsgd({ keep: KEEP, threshold: threshold === "auto" ? "auto" : 2 * s });
  const distances: Record<string, number> = {};
  const played = honestOf(place) < place.m ? attacks : [{ ...attacks[0], name: "none" }];
  for (const { name, config } of played) {
    distances[name] = await distanceAfter(problem, place, config, async (rows) => {
      return (await rule(updateMatrix(rows), new Float32Array(DIMENSION))).aggregate;
    });
  }
  return { distances, delta: t + 3 * KEEP * s };
}

export function honestOf({ m, alpha }: Place): number {
  return m - Math.round(alpha * m);
}

/** Beyond this distance a run has diverged and ends: float32 gradients would overflow. */
const FAR = 1e6;

type Aggregate = (rows: readonly Float32Array[]) => Promise<Float32Array>;

/** w ← w − η·z from w = 0 with η = 1/G_F, as the theorem sets it. */
async function distanceAfter(
  problem: LeastSquares,
  place: Place,
  config: GivenAttack,
  aggregate: Aggregate,
): Promise<number> {
  const w = new Float64Array(DIMENSION);
  const distance = () => Math.hypot(...w.map((value, j) => value - problem.optimum[j]));
  for (let round = 0; round < ROUNDS && distance() < FAR; round++) {
    const rows = Array.from({ length: place.m }, (_, worker) => problem.gradient(worker, w));
    const sent = await attacked(rows, place, config, aggregate);
    const step = await aggregate(sent);
    for (let j = 0; j < DIMENSION; j++) w[j] -= step[j] / SMOOTHNESS;
  }
  return distance();
}

/** The honest rows, and what the attackers send among them. */
async function attacked(
  rows: readonly Float32Array[],
  place: Place,
  config: GivenAttack,
  aggregate: Aggregate,
): Promise<Float32Array[]> {
  const honest = rows.slice(0, honestOf(place));
  const f = place.m - honest.length;
  if (f === 0) return honest;
  const target = { honest, f, aggregate, matrix: updateMatrix };
  const knowledge = {
    ...moments(honest),
    m: place.m,
    f,
    honest: honest.length,
    strength: await attackStrength(config, target),
  };
  const random = stream(0, "no attack here draws");
  return [
    ...honest,
    ...rows.slice(honest.length).map((own) => attackVector(config, { own, knowledge, random })),
  ];
}

/** s: the largest ‖∇F_i(w*) − ∇F(w*)‖₁ of an honest worker. t: ‖mean of them‖₂. Both are about ∇F(w*) = 0. */
function spreadAtOptimum(problem: LeastSquares, honest: number): { s: number; t: number } {
  const rows = Array.from({ length: honest }, (_, worker) => problem.gradient(worker, problem.optimum));
  const s = Math.max(...rows.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  return { s, t: Math.hypot(...moments(rows).mean) };
}
