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

/**
 * The settings of a run for `here` workers. With fewer than the lesson's they stay as they are: the others may still come. So they
 * do where the lesson does not scale.
 */
export function configFor(
  lesson: Pick<Lesson, "settings" | "runs" | "seeds" | "scales">,
  run: number,
  here: number,
): RunConfig {
  const config = classConfig(lesson, run);
  return lesson.scales && here > config.workers ? scaledConfig(config, here) : config;
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

/** A class and the lesson's run, for the numbers of a step: a lesson that does not scale has its own numbers in every class. */
export function sizesFor(
  { scales }: Pick<Lesson, "scales">,
  { of, here }: { of: number; here: number },
): { of: number; here: number } {
  return { of, here: scales ? here : of };
}

/** What is wrong with the number of workers for a run that needs `of`, for a teacher; undefined if nothing is. */
export function sizeProblem(
  { scales }: Pick<Lesson, "scales">,
  { of, here }: { of: number; here: number },
): string | undefined {
  if (here < of)
    return `${here} of ${of} workers are here, ${of - here} ${of - here === 1 ? "is" : "are"} missing. *+ swarm* adds workers on this laptop.`;
  if (scales || here === of) return undefined;
  return `This needs exactly ${of} workers, and ${here} are here. Remove ${here - of}, or show it without the class:`;
}
