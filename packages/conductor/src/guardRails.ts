import type { RunConfig } from "@honest-majority/protocol";
import { guardRail } from "@honest-majority/robust";

/** Warnings about aggregating `workers` updates with each arm's rule, one sentence each; none without workers. */
export function guardRailsOf({ arms, f }: RunConfig, workers: number): string[] {
  if (workers === 0) return [];
  return [...new Set(arms.flatMap((arm) => guardRail(arm.aggregator, workers, f, arm.preAggregators) ?? []))];
}
