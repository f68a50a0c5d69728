import { fileURLToPath } from "node:url";
import { lessonFile } from "@honest-majority/lessons";
import { expect } from "vitest";
import { openLaboratory } from "../run/laboratory";
import { lessonsIn } from "./lessonFiles";
import { checksOf, playLesson } from "./playLesson";

export const FOLDER = fileURLToPath(new URL("../../../../public/lessons/", import.meta.url));
export const LESSONS = lessonsIn(FOLDER).map((lesson) => ({ file: lessonFile(lesson), lesson }));

const laboratory = openLaboratory("no data", "npm run");

/** Plays the lesson on a seed and expects every check to hold. */
export async function expectItsClaims({ lesson }: (typeof LESSONS)[number], seed: number): Promise<void> {
  const played = await playLesson(lesson, seed, await laboratory);
  expect(checksOf(lesson, played).filter(({ outcome }) => outcome !== "holds")).toEqual([]);
}
