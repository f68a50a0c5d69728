/** Plays a lesson's recorded runs, and holds its checks against them. */

import { withoutTruth } from "@honest-majority/conductor";
import {
  type Check,
  type Lesson,
  type Outcome,
  outcomeOf,
  recordedConfig,
  type Seen,
} from "@honest-majority/lessons";
import type { RoundRecord, RunConfig } from "@honest-majority/protocol";
import type { Laboratory } from "../run/laboratory";

export interface PlayedRun {
  config: RunConfig;
  rounds: RoundRecord[];
  /** Measured where a check of the lesson asks for it. */
  recovered?: number;
  /** The same rounds as a room tells them to those who may not see roles. */
  public: RoundRecord[];
}

/** `onRound` is called after each round, with how many are done, of all runs. */
export async function playLesson(
  lesson: Lesson,
  seed: number,
  laboratory: Pick<Laboratory, "run" | "recovered">,
  onRound: (done: number, total: number) => void = () => {},
): Promise<PlayedRun[]> {
  const configs = lesson.runs.map((_, run) => recordedConfig(lesson, run, seed));
  const total = configs.reduce((sum, { rounds }) => sum + rounds, 0);
  let done = 0;
  const played: PlayedRun[] = [];
  for (const [run, config] of configs.entries()) {
    const { records } = await laboratory.run(config, () => onRound(++done, total));
    const asks = lesson.check.some((check) => check.name === "recovered" && check.run === run);
    const recovered = asks ? await laboratory.recovered(config) : undefined;
    const told = config.secret ? records.map(withoutTruth) : records;
    played.push({ config, rounds: records, public: told, recovered });
  }
  return played;
}

/** Each check of the lesson and its outcome. */
export function checksOf(lesson: Lesson, seen: Seen): { check: Check; outcome: Outcome }[] {
  return lesson.check.map((check) => ({ check, outcome: outcomeOf(check, seen) }));
}
