/** Reads lessons from a folder: in the repository public/lessons, in an installed program its pages' lessons. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Lesson, parseLesson } from "@honest-majority/lessons";
import { UserError } from "@honest-majority/protocol";

/** The lessons of a folder, in order. @throws UserError if a file is no lesson. */
export function lessonsIn(folder: string): Lesson[] {
  return lessonFilesIn(folder).map((file) => parseLesson(readFileSync(join(folder, file), "utf8"), file));
}

export function lessonFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /^\d\d-.*\.json$/.test(file))
    .sort();
}

/** The lesson with this number in the folder, `all` of them, or the one in the file with this name. @throws UserError */
export function lessonsNamed(name: string, folder: string): Lesson[] {
  return name === "all" ? lessonsIn(folder) : [lessonNamed(name, folder)];
}

function lessonNamed(name: string, folder: string): Lesson {
  if (!/^\d+$/.test(name)) return parseLesson(textOf(name), name);
  const lessons = lessonsIn(folder);
  const found = lessons.find(({ number }) => number === Number(name));
  if (found !== undefined) return found;
  const known = lessons.map(({ number, title }) => `${number} (${title})`).join(", ");
  throw new UserError(
    "usage",
    `there is no lesson ${name}; the lessons are ${known}. A file's name will do too`,
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError("usage", `${file}: name a lesson's number or its file; ${(error as Error).message}`);
  }
}
