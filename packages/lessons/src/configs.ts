import { RunConfig } from "@honest-majority/protocol";
import type { Lesson } from "./lesson";

type Played = Pick<Lesson, "settings" | "runs" | "seeds">;

/**
 * The settings of a run as a class gets them. Whoever lied before is honest in it unless these settings name liars.
 *
 * @throws ZodError if they do not fit each other.
 */
export function classConfig(lesson: Played, run = 0): RunConfig {
  return configOf([{ attackers: 0 }, lesson.settings, lesson.runs[run].settings], lesson.seeds[0]);
}

/** The settings of a run as it is recorded. @throws ZodError */
export function recordedConfig(lesson: Played, run = 0, seed = lesson.seeds[0]): RunConfig {
  const { settings, recorded } = lesson.runs[run];
  return configOf([lesson.settings, settings, recorded], seed);
}

function configOf(layers: readonly object[], seed: number): RunConfig {
  return RunConfig.parse(layers.reduce(merged, { seed }));
}

/** Later settings replace earlier ones; the settings in a nested object, such as `algorithm`, do so one by one. */
function merged(before: object, layer: object): object {
  const config = new Map<string, unknown>(Object.entries(before));
  for (const [name, value] of Object.entries(layer)) {
    const held = config.get(name);
    config.set(name, isGroup(held) && isGroup(value) ? { ...held, ...value } : value);
  }
  return Object.fromEntries(config);
}

/** A config of an entry, such as an attack with its strength, is no group: it has a kind. */
function isGroup(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("kind" in value);
}

/** The most workers that a run of the lesson has. */
export function workersOf(lesson: Played): number {
  return Math.max(...lesson.runs.map((_, run) => classConfig(lesson, run).workers));
}
