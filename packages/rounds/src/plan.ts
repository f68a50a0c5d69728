import { quorumOf, type RunConfig } from "@honest-majority/protocol";
import type { RunPlan } from "./machine";

/** The part of a config that the run machine needs. */
export function planOf(config: RunConfig): RunPlan {
  return { rounds: config.rounds, arms: config.arms.length, quorum: quorumOf(config) };
}
