import { quorumOf, type RunConfig } from "@honest-majority/protocol";
import type { RunPlan } from "./machine";

/** What the run machine must know of a config. */
export function planOf(config: RunConfig): RunPlan {
  return { rounds: config.rounds, arms: config.arms.length, quorum: quorumOf(config) };
}
