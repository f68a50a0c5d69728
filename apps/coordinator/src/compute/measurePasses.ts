import { stream } from "@honest-majority/random";
import {
  type Aggregator,
  type Arrivals,
  buildPipeline,
  type Passes,
  type PipelineConfig,
  plainPasses,
} from "@honest-majority/robust";

export interface Workload {
  pipeline: PipelineConfig;
  m: number;
  f: number;
  d: number;
}

/** No further round is measured after this time: a slow rule may need seconds for one. */
const ENOUGH_MS = 300;
const ROUNDS = 4;

/** m rows of d drawn values. */
export function drawRows({ m, d }: Pick<Workload, "m" | "d">): Float32Array[] {
  const random = stream(1, "measure");
  return Array.from({ length: m }, () => Float32Array.from({ length: d }, () => random.normal()));
}

/**
 * The milliseconds from landing the last row to reading the aggregate: the least of a few rounds, after a first one that
 * compiles the kernels. `now`: milliseconds.
 */
export async function measurePasses(
  passes: Passes<unknown>,
  { pipeline, m, f, d }: Workload,
  now: () => number,
  rows: readonly Float32Array[] = drawRows({ m, d }),
): Promise<number> {
  const rule = ruleFor(pipeline, m, f);
  const arrivals = await passes.open(m, d);
  let least = Number.POSITIVE_INFINITY;
  try {
    const began = now();
    for (let round = 0; round <= ROUNDS && (round < 2 || now() - began < ENOUGH_MS); round++) {
      for (const [i, row] of rows.slice(1).entries()) await arrivals.land(i, row);
      const started = now();
      await arrivals.land(m - 1, rows[0]);
      await aggregate(arrivals, rule, rows);
      if (round > 0) least = Math.min(least, now() - started);
      arrivals.sweep();
    }
    return least;
  } finally {
    arrivals.dispose();
  }
}

/** The aggregate's largest difference to that of plain loops, relative to the latter's largest value. */
export async function passesError(
  passes: Passes<unknown>,
  { pipeline, m, f, d }: Workload,
  rows: readonly Float32Array[] = drawRows({ m, d }),
): Promise<number> {
  const [found, expected] = [await once(passes), await once(plainPasses)];
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const error = found.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
  return largest === 0 ? error : error / largest;

  async function once<Vector>(on: Passes<Vector>): Promise<Float32Array> {
    const arrivals = await on.open(m, d);
    try {
      for (const [i, row] of rows.entries()) await arrivals.land(i, row);
      return await aggregate(arrivals, ruleFor(pipeline, m, f), rows);
    } finally {
      arrivals.dispose();
    }
  }
}

/** Reads the aggregate of all rows. The first row serves as the root update too. */
async function aggregate<Vector>(
  arrivals: Arrivals<Vector>,
  rule: Aggregator,
  rows: readonly Float32Array[],
): Promise<Float32Array> {
  const [previous, root] = [new Float32Array(rows[0].length), rows[0]].map((values) =>
    arrivals.vector(values),
  );
  const { aggregate } = await rule.lazy(arrivals.matrix([...rows.keys()]), previous, root);
  return arrivals.read(aggregate);
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
