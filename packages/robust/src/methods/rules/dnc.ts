import type { Random } from "@honest-majority/random";
import { drawColumns } from "../../numerics/drawColumns";
import { indicator, lowest, meanWeights } from "../../numerics/selection";
import { spreadOf } from "../../numerics/spread";
import { ownF } from "../../options/option";
import { requireHonest } from "../checks";
import { defineRule } from "../defineRule";

/**
 * Divide and conquer: the mean of the rows that no iteration finds far out along the direction of largest spread.
 *
 *   each iteration: draw b columns X, v the top right singular vector of X − μ,
 *                   G ← all rows but the ⌊c·f⌋ with the largest ⟨v, xᵢ − μ⟩²
 *   z = mean over the intersection of all G
 *
 * With all columns, c = 1 and m ≥ 2f+1, f rows that send one vector leave z within R·√(m/f + (m/(m−2f))²) of the honest
 * mean, where R is the distance of the farthest honest row from it. Against f arbitrary rows there is no bound: v is
 * one direction, and one row far out hides another. If no row is in every G, the rows in most of them are averaged,
 * with a warning. `scores`: each row's largest ⟨v, xᵢ − μ⟩² over the iterations. O(m²·b + m³) an iteration, then O(m·d).
 * Draws from `random` when d > b; a RangeError without a stream.
 * Shejwalkar, Houmansadr 2021, Manipulating the Byzantine, NDSS, algorithm 2.
 */
export const dnc = /* @__PURE__ */ defineRule({
  rule: "dnc",
  name: "Divide and conquer (DnC)",
  shortName: "DnC",
  group: "spread",
  formula: "mean over ∩ of the rows left when the ⌊c·f⌋ largest ⟨v, xᵢ − μ⟩² are dropped",
  sentence:
    "Samples some coordinates, finds the direction in which the updates differ most, and drops those farthest out along it.",
  cost: "O(iterations·(m²·b + m³) + m·d)",
  source: "Shejwalkar and Houmansadr 2021, Manipulating the Byzantine, algorithm 2",
  chooses: true,
  minWorkers: (f) => 2 * f + 1,
  warnsBelow: true,
  needs: { random: true },
  options: {
    f: ownF,
    iterations: { kind: "integer", min: 1, max: 100, default: 1, label: "Iterations" },
    sample: { kind: "integer", min: 1, default: 10_000, label: "Sampled columns (b)" },
    filter: { kind: "number", above: 0, default: 1, label: "Dropped, as a multiple of f (c)" },
  },
  requires: (m, { f }) => requireHonest("dnc", m, f),
  build:
    ({ f, iterations, sample, filter }, { random }) =>
    async (updates) => {
      const { m, d } = updates;
      const drop = Math.min(Math.floor(filter * f + 1e-9), m - 1); // 0.29 · 100 is 28.999999999999996 in doubles
      const everyRow = new Float64Array(m).fill(1);
      const stays = new Float64Array(m);
      const scores = new Float64Array(m);
      const rounds = sample < d ? iterations : 1; // another iteration on all columns would drop the same rows
      for (let iteration = 0; iteration < rounds; iteration++) {
        const looked = sample < d ? await updates.columns(drawn(random, d, sample)) : updates; // [m, b]
        const { reaches } = spreadOf(await looked.squaredDistances(), m, everyRow);
        for (const i of lowest(reaches, m - drop)) stays[i]++;
        for (let i = 0; i < m; i++) scores[i] = Math.max(scores[i], reaches[i]);
      }
      const most = stays.reduce((a, b) => Math.max(a, b));
      const kept = indicator(
        m,
        Array.from(stays.keys()).filter((i) => stays[i] === most),
      );
      const warnings: string[] = [];
      if (most < rounds) {
        warnings.push(
          `dnc: no update passed all ${rounds} iterations, so those that passed ${most} are averaged`,
        );
      }
      return { aggregate: await updates.combine(meanWeights(kept)), kept, scores, warnings };
    },
});

function drawn(random: Random | undefined, d: number, count: number): Uint32Array {
  if (random === undefined) {
    throw new RangeError(`dnc: random must be given to draw ${count} of ${d} columns, got none`);
  }
  return drawColumns(random, d, count);
}
