import { z } from "zod";
import { RunConfig } from "./runConfig";

/** Run settings that a worker needs to train. An assignment carries them whole, so that a new one reaches every learner. */
export const WORKER_SETTINGS = [
  "seed",
  "dataset",
  "model",
  "batchSize",
  "localSteps",
  "augment",
  "algorithm",
] as const satisfies readonly (keyof RunConfig)[];

export type Training = Pick<RunConfig, (typeof WORKER_SETTINGS)[number]>;

export const Training = z.object(
  Object.fromEntries(WORKER_SETTINGS.map((name) => [name, RunConfig.shape[name]])),
) as unknown as z.ZodType<Training, unknown>;

export function trainingOf(config: RunConfig): Training {
  return Object.fromEntries(WORKER_SETTINGS.map((name) => [name, config[name]])) as Training;
}
