/** Fits a lesson, which is written for some number of workers, to a class of another size. Pure. */
import { RunConfig } from "@honest-majority/protocol";
import { classConfig } from "./configs";
import type { Lesson } from "./lesson";

/**
 * As large a share of `here` workers as `count` is of `of`, rounded up: four liars of thirty do what one of eight does. What
 * is less than half stays less than half.
 */
export function scaledCount(count: number, { of, here }: { of: number; here: number }): number {
  if (count === 0 || here === 0) return count;
  const share = Math.min(here, Math.ceil((count * here) / of));
  return 2 * count < of ? Math.max(1, Math.min(share, Math.ceil(here / 2) - 1)) : share;
}

/** The settings of a run for `here` workers. With fewer than the lesson's they stay as they are: the others may still come. */
export function configFor(
  lesson: Pick<Lesson, "settings" | "runs" | "seeds">,
  run: number,
  here: number,
): RunConfig {
  const config = classConfig(lesson, run);
  return here > config.workers ? scaledConfig(config, here) : config;
}

function scaledConfig(config: RunConfig, here: number): RunConfig {
  const { workers: of, f, attackers, turns } = config;
  const scaled = (count: number) => scaledCount(count, { of, here });
  return RunConfig.parse({
    ...config,
    workers: here,
    f: scaled(f),
    ...(attackers !== undefined && { attackers: scaled(attackers) }),
    ...(turns !== undefined && {
      turns: turns.map((turn) => ({ ...turn, attackers: scaled(turn.attackers) })),
    }),
  });
}
