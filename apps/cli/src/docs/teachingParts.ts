import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Lesson, parseLesson, TROUBLES } from "@honest-majority/lessons";
import { table } from "./markdown";

/** The parts of docs/teaching.md. */
export function teachingParts(repository: string): Record<string, string> {
  const folder = join(repository, "public/lessons");
  const files: string[] = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
  return {
    lessons: lessonTable(files.map((file) => parseLesson(readFileSync(join(folder, file), "utf8"), file))),
    troubles: table(
      ["what goes wrong", "what you do", "what the program does by itself"],
      TROUBLES.map(({ what, byItself, remedy }) => [`**${what}**`, remedy, byItself]),
    ),
  };
}

function lessonTable(lessons: readonly Lesson[]): string {
  return table(
    ["", "lesson", "minutes", "what a student can say afterwards"],
    lessons.map(({ number, title, minutes, goal }) => [
      String(number),
      `**${title}**`,
      String(minutes),
      goal,
    ]),
  );
}
