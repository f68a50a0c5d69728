/** `lab lesson`: plays a lesson's recorded runs and says whether its checks hold. */
import { type Lesson, sentenceOf } from "@honest-majority/lessons";
import { type Display, describeProgress } from "../describeProgress";
import { finalsOf } from "../run/final";
import type { Laboratory } from "../run/laboratory";
import { checksOf, type PlayedRun, playLesson } from "./playLesson";

export interface LessonCommand {
  lesson: Lesson;
  seeds: readonly number[];
  laboratory: Laboratory;
  display: Display;
  write: (line: string) => void;
  /** Called for each seed. */
  onPlayed?: (played: PlayedRun[], seed: number) => Promise<void>;
}

/** Returns whether every check holds on every seed. */
export async function lessonCommand(command: LessonCommand): Promise<boolean> {
  const { lesson, seeds, laboratory, display, write, onPlayed } = command;
  const labels = lesson.runs.map(({ label }) => label);
  let allHold = true;
  write(`${lesson.number} · ${lesson.title}`);
  for (const seed of seeds) {
    const started = performance.now();
    const played = await playLesson(lesson, seed, laboratory, (done, total) => {
      const elapsedSeconds = (performance.now() - started) / 1000;
      display.show(`seed ${seed}, round ${describeProgress({ done, total, elapsedSeconds })}`);
    });
    await onPlayed?.(played, seed);
    write(`seed ${seed}`);
    for (const [run, { rounds }] of played.entries()) {
      const finals = finalsOf(rounds).map(
        ({ label, accuracy, diverged }) =>
          `${label} ${diverged ? "diverged at " : ""}${(100 * accuracy).toFixed(1)} %`,
      );
      write(`  ${labels[run]}, after ${rounds.length} rounds: ${finals.join(", ")}`);
    }
    for (const { check, outcome } of checksOf(lesson, played)) {
      write(`  ${outcome === "holds" ? "holds" : "DOES NOT HOLD"}: ${sentenceOf(check, labels)}`);
      allHold &&= outcome === "holds";
    }
  }
  return allHold;
}
