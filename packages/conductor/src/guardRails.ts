import type { RunConfig } from "@honest-majority/protocol";
import { guardRail } from "@honest-majority/robust";

/** What is risky about aggregating `workers` updates with each arm's rule, one sentence each; none while no worker is here. */
export function guardRailsOf({ arms, f }: RunConfig, workers: number): string[] {
  if (workers === 0) return [];
  return [...new Set(arms.flatMap((arm) => guardRail(arm.aggregator, workers, f, arm.preAggregators) ?? []))];
}
