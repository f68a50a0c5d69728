/** η and β of a run as a theorem sets them, from the constants of the problem. Pure. */
import { describeConfigError, RunConfig } from "@honest-majority/protocol";
import { type Problem, type Settings, settingsByzsgdm, settingsByzsgdnm } from "@honest-majority/robust";
import { z } from "zod";

const THEOREMS: Record<string, { normalized: boolean; settings: (problem: Problem, B: number) => Settings }> =
  {
    theorem1: { normalized: false, settings: settingsByzsgdm },
    proposition2: { normalized: true, settings: settingsByzsgdnm },
  };

const positive = z.number().positive();

/** A theorem of ByzSGDnm's paper and the constants of its assumptions; see `Problem`. */
const Theory = z.strictObject({
  kind: z.enum(Object.keys(THEOREMS)),
  sigma: positive,
  smoothness: positive,
  gap: positive,
  c: z.number().nonnegative(),
});

/** The settings that a theorem determines. */
export const SET_BY_THEORY = ["learningRate", "schedule", "algorithm"] as const;

/**
 * The run with the η and β that a theorem sets for its m, δ, B and T: a constant η, and the normalized step for
 * `proposition2`. They replace the config's.
 *
 * @throws RangeError that says which part of `theory` is wrong, or what the theorem requires of the run.
 */
export function withTheory(config: RunConfig, theory: unknown): RunConfig {
  const { workers, attackers = 0, batchSize, localSteps, rounds } = config;
  const parsed = Theory.safeParse(theory);
  if (!parsed.success) throw new RangeError(`theory: ${describeConfigError(parsed.error)}`);
  const { kind, ...constants } = parsed.data;
  const delta = attackers / workers;
  if (localSteps > 1) throw new RangeError(`theory: localSteps must be 1, got ${localSteps}`);
  if (delta >= 0.5)
    throw new RangeError(`theory: less than half of ${workers} workers may attack, got ${attackers}`);
  const { normalized, settings } = THEOREMS[kind];
  const budget = rounds * batchSize * (workers - attackers);
  const { learningRate, momentum } = settings({ ...constants, m: workers, delta, budget }, batchSize);
  return RunConfig.parse({
    ...config,
    learningRate,
    schedule: { kind: "constant" },
    algorithm: { momentum, normalized },
  });
}
