/** Tries an arm's rule and pre-aggregators on rows that an attacker might send. Knows no attack. */

import type { Random } from "@honest-majority/random";
import { type Arrivals, buildPipeline, type Passes, type PipelineConfig } from "@honest-majority/robust";

export interface TrialOptions {
  pipeline: PipelineConfig;
  /** [d], the rule's last aggregate. */
  previous: Float32Array;
  /** The run's f, which the rule expects. */
  told: number;
  /** The same stream each time, for rules that draw: strengths are compared under one draw. */
  random: () => Random;
  /** The passes that aggregate the run. */
  passes: Passes<unknown>;
}

export interface RuleTrial {
  /** [d], the aggregate of these rows. One call at a time, and always with as many rows. */
  aggregate(rows: readonly Float32Array[]): Promise<Float32Array>;
  dispose(): Promise<void>;
}

/**
 * Rows that are the same as the last time stay where they landed, and so do their distances: an attacker that searches
 * changes its own few rows between tries. A row must not be written to while it is tried.
 */
export function ruleTrial({ pipeline, previous, told, random, passes }: TrialOptions): RuleTrial {
  const landed: Float32Array[] = [];
  let opened: Promise<Arrivals<unknown>> | undefined;
  return {
    async aggregate(rows) {
      const m = rows.length;
      const rule = buildPipeline(pipeline, { m, f: told, random: random() });
      opened ??= (async () => passes.open(m, previous.length))();
      const arrivals = await opened;
      try {
        for (const [i, row] of rows.entries()) {
          if (landed[i] === row) continue;
          await arrivals.land(i, row);
          landed[i] = row;
        }
        const { aggregate } = await rule(arrivals.matrix([...rows.keys()]), arrivals.vector(previous));
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
