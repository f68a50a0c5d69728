import { UserError } from "@honest-majority/protocol";
import { z } from "zod";
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

const Index = z.array(z.string());

/** The lessons that arrived, in order, and a sentence for each that did not or is no lesson. */
export interface LoadedLessons {
  lessons: Lesson[];
  problems: string[];
}

/** @throws UserError if the list of the lessons does not arrive, or is none. */
export async function loadLessons(base: string, fetch: Fetch): Promise<LoadedLessons> {
  const files = indexIn(await textOf(INDEX));
  const loaded = await Promise.all(files.map(lessonOrProblem));
  return {
    lessons: loaded.filter((each) => typeof each !== "string"),
    problems: loaded.filter((each) => typeof each === "string"),
  };

  async function lessonOrProblem(file: string): Promise<Lesson | string> {
    try {
      return parseLesson(await textOf(file), file);
    } catch (error) {
      if (error instanceof UserError) return error.message;
      throw error;
    }
  }

  function indexIn(text: string): string[] {
    try {
      return Index.parse(JSON.parse(text));
    } catch {
      // such as the page of a network that asks for a login
      throw refused(INDEX, "is no list of lessons");
    }
  }

  async function textOf(file: string): Promise<string> {
    let answer: Awaited<ReturnType<Fetch>>;
    try {
      answer = await fetch(lessonAddress(file, base));
      if (answer.ok) return await answer.text();
    } catch {
      throw refused(file, "did not arrive (no answer)");
    }
    throw refused(file, `did not arrive (status ${answer.status})`);
  }

  function refused(file: string, what: string): UserError {
    return new UserError(
      "input",
      `the lessons: ${lessonAddress(file, base)} ${what}: try again, or reload the page`,
    );
  }
}
