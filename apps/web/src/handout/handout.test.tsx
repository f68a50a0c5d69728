import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { handoutOf, type Lesson, parseLesson } from "@honest-majority/lessons";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { Choices } from "./HandoutPage";
import { Sheet } from "./Sheet";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}${path}`, "utf8");
const LESSONS = (JSON.parse(read("public/lessons/index.json")) as string[]).map((file) =>
  parseLesson(read(`public/lessons/${file}`), file),
);
const WITH = LESSONS.filter(({ handout }) => handout !== undefined);

/** What a student reads, without marks and line breaks. */
function printed(lesson: Lesson): string {
  const markup = renderToStaticMarkup(<Sheet sheet={handoutOf(lesson)!} />);
  return plain(markup.replace(/<[^>]*>/g, ""))
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'");
}
const plain = (text: string) => text.replaceAll(/[*`]/g, "").replaceAll(/\s+/g, " ");

test("the page offers all handouts together only where there are several, and says that there is none", () => {
  const offered = (lessons: readonly Lesson[]) =>
    renderToStaticMarkup(<Choices lessons={lessons} wanted={null} />).replace(/<[^>]*>/g, "|");
  expect(offered(WITH)).toContain("|All|");
  expect(offered(WITH.slice(0, 1))).toMatch(/1 · One bad apple/);
  expect(offered(WITH.slice(0, 1))).not.toContain("All");
  expect(offered([])).toBe("|No lesson here has a handout.|");
});

test("has a line for each vote on who is malicious, also for more than three", () => {
  const prediction = { kind: "who", at: 1, question: "Who?", turns: 4 } as const;
  const markup = renderToStaticMarkup(<Sheet sheet={{ ...handoutOf(WITH[0])!, prediction }} />);
  expect(markup.match(/Vote \d/g)).toEqual(["Vote 1", "Vote 2", "Vote 3", "Vote 4"]);
});

test("lessons 1 to 6 and 9 have a handout", () => {
  expect(WITH.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 9]);
});

describe.each(WITH.map((lesson) => [lesson.id, lesson] as const))("the handout of %s", (_, lesson) => {
  test("has neither the notes, nor what the teacher says, nor the sentence that closes the lesson", () => {
    const { notes, goal, sentence, steps } = lesson;
    const page = printed(lesson);
    for (const text of [...notes, goal, sentence, ...steps.flatMap(({ say, ifNot }) => [say, ifNot])])
      if (text !== undefined && text.length > 10) expect(page).not.toContain(plain(text));
  });

  test("shows no right answer: without one the page is the same", () => {
    const votes = lesson.votes.map((vote) => ("who" in vote ? vote : { ...vote, answer: undefined }));
    expect(printed({ ...lesson, votes })).toBe(printed(lesson));
  });

  test("names a paper that the code names too", () => {
    const folders = ["rules", "attacks", "pre"].map((kind) => `packages/robust/src/methods/${kind}`);
    const cited = [...folders, "packages/learning/src/privacy"]
      .flatMap((folder) => readdirSync(`${ROOT}${folder}`).map((file) => read(`${folder}/${file}`)))
      .join();
    const source = lesson.handout!.source;
    const key = /arXiv:[\d.]+$/.exec(source)?.[0] ?? /: (.*?)\. \d{4}$/.exec(source)?.[1];
    expect(key).toBeDefined();
    expect(cited).toContain(key);
  });
});
