import { stream } from "@honest-majority/random";
import { buildPipeline, type Passes, type PipelineConfig } from "@honest-majority/robust";

export interface Workload {
  pipeline: PipelineConfig;
  m: number;
  f: number;
  d: number;
}

/** No further round is measured after this time: a slow rule may need seconds for one. */
const ENOUGH_MS = 300;
const ROUNDS = 4;

/**
 * The milliseconds from landing the last row to reading the aggregate: the least of a few rounds, after a first one that
 * compiles the kernels. `now`: milliseconds.
 */
export async function measurePasses(
  passes: Passes<unknown>,
  { pipeline, m, f, d }: Workload,
  now: () => number,
): Promise<number> {
  const random = stream(1, "measure");
  const rows = Array.from({ length: m }, () => Float32Array.from({ length: d }, () => random.normal()));
  const rule = ruleFor(pipeline, m, f);
  const arrivals = await passes.open(m, d);
  let least = Number.POSITIVE_INFINITY;
  try {
    const began = now();
    for (let round = 0; round <= ROUNDS && (round < 2 || now() - began < ENOUGH_MS); round++) {
      for (const [i, row] of rows.slice(1).entries()) await arrivals.land(i, row);
      const started = now();
      await arrivals.land(m - 1, rows[0]);
      const [previous, root] = [new Float32Array(d), rows[0]].map((values) => arrivals.vector(values));
      const { aggregate } = await rule(arrivals.matrix([...rows.keys()]), previous, root);
      await arrivals.read(aggregate);
      if (round > 0) least = Math.min(least, now() - started);
      arrivals.sweep();
    }
    return least;
  } finally {
    arrivals.dispose();
  }
}

/** The rule, or the mean when the rule refuses so few workers. */
function ruleFor(pipeline: PipelineConfig, m: number, f: number) {
  try {
    return buildPipeline(pipeline, { m, f, random: stream(1, "rule") });
  } catch (error) {
    if (error instanceof RangeError) return buildPipeline({ aggregator: { rule: "mean" } }, { m, f });
    throw error;
  }
}
