/** The table of docs/results.md with what the lessons' recorded runs came to. */
import { join } from "node:path";
import { type LessonResult, readResults } from "@honest-majority/lab";
import { armShortTitle } from "@honest-majority/protocol";
import { LESSON_RESULTS } from "../lab/lessonResults";
import { table } from "./markdown";

export function lessonParts(repository: string): { lessons: string } {
  const runs = new Map<string, LessonResult[]>();
  for (const result of readResults(join(repository, LESSON_RESULTS))) {
    const key = JSON.stringify([result.lesson, result.run]);
    runs.set(key, [...(runs.get(key) ?? []), result]);
  }
  const rows = [...runs.values()].map((results) => {
    const [{ lesson, run, rounds, accuracy }] = results;
    const finals = Object.keys(accuracy).map((label) => {
      const percents = results.map((result) => 100 * result.accuracy[label]);
      return `${armShortTitle(label)} ${meanAndDeviation(percents)}`;
    });
    return [String(lesson), run, String(rounds), finals.join(", "), checks(results)];
  });
  return { lessons: table(["lesson", "run", "rounds", "test accuracy in % at the end", "checks"], rows) };
}

/** "all 3", or on how many seeds each held. */
function checks(results: readonly LessonResult[]): string {
  if (results.every(({ holds, checks }) => holds === checks)) return `hold on seeds ${seeds(results)}`;
  return results.map(({ seed, holds, checks }) => `seed ${seed}: ${holds} of ${checks}`).join(", ");
}

const seeds = (results: readonly LessonResult[]) => results.map(({ seed }) => seed).join(", ");

function meanAndDeviation(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return `${mean.toFixed(1)} ± ${Math.sqrt(squares / Math.max(1, values.length - 1)).toFixed(1)}`;
}
