import { UserError } from "@honest-majority/protocol";
import type { Lesson } from "./lesson";
import { parseLesson } from "./parseLesson";

/** The part of `fetch` that is used. */
export type Fetch = (address: string) => Promise<Pick<Response, "ok" | "status" | "text">>;

/** Names of the lessons' files, in order. */
const INDEX = "index.json";

/**
 * The address of a file of the lessons. `base` is where the pages are served, such as `document.baseURI`: the coordinator
 * and a static site at any path serve the lessons beside them.
 */
export function lessonAddress(file: string, base: string): string {
  return new URL(`lessons/${file}`, base).href;
}

/** All lessons, in order. @throws UserError if a file does not arrive or is no lesson. */
export async function loadLessons(base: string, fetch: Fetch): Promise<Lesson[]> {
  const files = JSON.parse(await textOf(INDEX)) as string[];
  return Promise.all(files.map(async (file) => parseLesson(await textOf(file), file)));

  async function textOf(file: string): Promise<string> {
    const address = lessonAddress(file, base);
    const answer = await fetch(address);
    if (answer.ok) return answer.text();
    throw new UserError(
      "input",
      `the lessons: ${address} did not arrive (status ${answer.status}): try again, or reload the page`,
    );
  }
}
