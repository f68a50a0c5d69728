import { choosePasses, landAll, PASSES } from "@honest-majority/lab/passes";
import { stream } from "@honest-majority/random";
import { buildPipeline, guardRail } from "@honest-majority/robust";
import { ARM_FLAGS, armHelp, armOf } from "./arm";
import type { Command } from "./command";
import { integerFlag } from "./flags";
import { readInput } from "./input/readInput";
import { nonFiniteWarnings } from "./nonFinite";

const help = () => `npm run -s aggregate -- --rule krum --f 3 [options] < updates.json

Reads { "updates": [[…], …], "previous": […], "root": […] }, the last two optional, or a two-dimensional NumPy
.npy matrix of float32 or float64. Values are rounded to float32. Prints one JSON object:
{ "aggregate": […], "rows": [{ "kept": 0 … 1, "score": … }, …], "rule": …, "warnings": […] }.

  --rule krum          the rule: camelCase, kebab-case or short (cm, tm, gm, cc)
  --f 3                how many of the updates may be Byzantine (0)
  --pre nnm,bucketing:2  what stands before the rule, in this order; also a JSON array of configs
  --options '{"k":4}'  the rule's options as JSON; a flag of the same name wins
  --in updates.npy     the file to read, in place of standard input
  --seed 1             for rules that draw: the same seed, the same answer
  --passes ${PASSES.join("|")}  what runs the arithmetic; unset, the fastest there is

Exit status 2, and one line on standard error, when a flag or the input is not what it must be.

${armHelp()}
`;

export const aggregate: Command = {
  help: help(),
  flags: [...ARM_FLAGS, "f", "in", "seed", "passes"],
  async run(flags, input) {
    const arm = armOf(flags);
    const f = integerFlag(flags, "f", 0, 0);
    const seed = integerFlag(flags, "seed", 0, 1);
    const { rows, vectors, warnings } = await readInput(input, ["updates"], ["previous", "root"]);
    const m = rows.length;
    const d = rows[0].length;
    const rule = buildPipeline(arm, { m, f, random: stream(seed, "aggregate") });
    const arrivals = await choosePasses(flags.passes, m, d).open(m, d);
    await landAll(arrivals, emptied(rows));
    const previous = arrivals.vector(vectors.previous ?? new Float32Array(d));
    const root = vectors.root && arrivals.vector(vectors.root);
    const all = Array.from({ length: m }, (_, i) => i);
    const { kept, scores, ...answer } = await rule(arrivals.matrix(all), previous, root);
    const aggregate = await arrivals.read(answer.aggregate);
    const short = answer.warnings.length === 0 && guardRail(arm.aggregator, m, f, arm.preAggregators);
    return {
      aggregate,
      rows: Array.from(kept, (share, i) => ({ kept: share, score: scores?.[i] })),
      rule: arm.aggregator.rule,
      warnings: [...warnings, ...answer.warnings, ...(short ? [short] : []), ...nonFiniteWarnings(aggregate)],
    };
  },
};

/** The rows in order, each let go as the next is asked for: landed, they need no second place. */
function* emptied(rows: Float32Array[]): Generator<Float32Array> {
  for (rows.reverse(); rows.length > 0; ) yield rows.pop()!;
}
