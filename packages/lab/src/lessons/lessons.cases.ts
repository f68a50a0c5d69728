import { fileURLToPath } from "node:url";
import { lessonFile } from "@honest-majority/lessons";
import { expect } from "vitest";
import { openLaboratory } from "../run/laboratory";
import { lessonsIn } from "./lessonFiles";
import { checksOf, type PlayedRun, playLesson } from "./playLesson";

export const FOLDER = fileURLToPath(new URL("../../../../public/lessons/", import.meta.url));
export const LESSONS = lessonsIn(FOLDER).map((lesson) => ({ file: lessonFile(lesson), lesson }));

const laboratory = openLaboratory("no data", "npm run");

/** Plays the lesson on a seed and expects every check to hold. */
export async function expectItsClaims(
  { lesson }: (typeof LESSONS)[number],
  seed: number,
): Promise<PlayedRun[]> {
  const played = await playLesson(lesson, seed, await laboratory);
  expect(checksOf(lesson, played).filter(({ outcome }) => outcome !== "holds")).toEqual([]);
  return played;
}

/** tfjs' WASM kernels on other processors may round otherwise, and then a run ends with other digits. */
export async function isRecordingMachine(): Promise<boolean> {
  return process.arch === "x64" && (await laboratory).backend.name === "wasm";
}
