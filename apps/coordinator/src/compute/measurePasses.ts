import { stream } from "@honest-majority/random";
import { buildPipeline, type Passes, type PipelineConfig } from "@honest-majority/robust";

export interface Workload {
  pipeline: PipelineConfig;
  m: number;
  f: number;
  d: number;
}

/** A rule may need seconds a round; nobody waits for more of them. */
const ENOUGH_MS = 300;
const ROUNDS = 4;

/**
 * Milliseconds from the last row's landing to the aggregate's being read, least of a few rounds after a first that
 * only compiles. `now`: milliseconds.
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

/** A rule that refuses so few workers has no time to measure; the mean stands for it. */
function ruleFor(pipeline: PipelineConfig, m: number, f: number) {
  try {
    return buildPipeline(pipeline, { m, f, random: stream(1, "rule") });
  } catch (error) {
    if (error instanceof RangeError) return buildPipeline({ aggregator: { rule: "mean" } }, { m, f });
    throw error;
  }
}
