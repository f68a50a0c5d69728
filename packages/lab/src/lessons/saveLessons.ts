/** Writes what a repository keeps of its lessons: the recorded runs, and what was measured on every seed. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lesson } from "@honest-majority/lessons";
import { finalsOf } from "../run/final";
import { writeWhole } from "../sweep/wholeFile";
import { checksOf, type PlayedRun } from "./playLesson";
import { recordingOf } from "./recording";

/** What one run of a lesson came to, a line of `docs/results/lessons.jsonl`. */
export interface LessonResult {
  lesson: number;
  run: string;
  seed: number;
  rounds: number;
  /** Test accuracy after the last round, by the rule's label. */
  accuracy: Record<string, number>;
  /** How many of the lesson's checks hold, of all its runs together, and of how many. */
  holds: number;
  checks: number;
}

export function resultsOf(lesson: Lesson, seed: number, played: readonly PlayedRun[]): LessonResult[] {
  const checks = checksOf(lesson, played);
  return played.map(({ rounds }, run) => ({
    lesson: lesson.number,
    run: lesson.runs[run].label,
    seed,
    rounds: rounds.length,
    accuracy: Object.fromEntries(finalsOf(rounds).map(({ label, accuracy }) => [label, accuracy])),
    holds: checks.filter(({ outcome }) => outcome === "holds").length,
    checks: checks.length,
  }));
}

/** Writes the recording of each run that names one, and returns their files. */
export async function saveRecordings(
  folder: string,
  lesson: Lesson,
  played: readonly PlayedRun[],
): Promise<string[]> {
  const saved: string[] = [];
  for (const [run, { recording, label }] of lesson.runs.entries()) {
    if (recording === undefined) continue;
    await writeWhole(join(folder, recording), recordingOf(played[run], label));
    saved.push(recording);
  }
  return saved;
}

/** The results in a file, in their order; none if it is missing. */
export function readResults(file: string): LessonResult[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as LessonResult);
}

/** Replaces the results of the same lessons and seeds in the file. */
export async function saveResults(file: string, results: readonly LessonResult[]): Promise<void> {
  const isNew = (old: LessonResult) =>
    !results.some(({ lesson, seed }) => lesson === old.lesson && seed === old.seed);
  const all = [...readResults(file).filter(isNew), ...results];
  all.sort((a, b) => a.lesson - b.lesson || a.seed - b.seed); // stable: runs stay in their order
  await writeWhole(file, all.map((result) => `${JSON.stringify(result)}\n`).join(""));
}
