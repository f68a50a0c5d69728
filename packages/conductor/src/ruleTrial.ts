/** Runs an arm's rule and pre-aggregators on rows that an attacker might send. Knows no attack. */

import type { Random } from "@honest-majority/random";
import { type Arrivals, buildPipeline, type Passes, type PipelineConfig } from "@honest-majority/robust";

export interface TrialOptions {
  pipeline: PipelineConfig;
  /** [d], the rule's last aggregate. */
  previous: Float32Array;
  /** The run's f. */
  expectedByzantine: number;
  /** Returns the same stream at every call, so that a rule that draws makes the same draws for every strength. */
  random: () => Random;
  /** The passes that aggregate the run. */
  passes: Passes<unknown>;
}

export interface RuleTrial {
  /** [d], the aggregate of these rows. One call at a time, with the same number of rows each time. */
  aggregate(rows: readonly Float32Array[]): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/**
 * A row that is the same array as in the last call is not copied again, and its distances are kept: a search for a
 * strength changes only the attackers' rows. A row must not be written to during a call.
 */
export function ruleTrial({
  pipeline,
  previous,
  expectedByzantine,
  random,
  passes,
}: TrialOptions): RuleTrial {
  const landed: Float32Array[] = [];
  let opened: Promise<Arrivals<unknown>> | undefined;
  return {
    async aggregate(rows) {
      const m = rows.length;
      const rule = buildPipeline(pipeline, { m, f: expectedByzantine, random: random() });
      opened ??= (async () => passes.open(m, previous.length))();
      const arrivals = await opened;
      try {
        for (const [i, row] of rows.entries()) {
          if (landed[i] === row) continue;
          await arrivals.land(i, row);
          landed[i] = row;
        }
        const { aggregate } = await rule.lazy(arrivals.matrix([...rows.keys()]), arrivals.vector(previous));
        return await arrivals.read(aggregate);
      } finally {
        arrivals.sweep();
      }
    },
    async dispose() {
      (await opened)?.dispose();
    },
  };
}
