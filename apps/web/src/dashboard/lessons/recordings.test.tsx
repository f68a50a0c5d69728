import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseLesson } from "@honest-majority/lessons";
import { readRecordFile } from "@honest-majority/records";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { sourceOf } from "../../replay/source";
import { LessonRuns } from "./LessonRuns";

const bytes = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../../public/${path}`, import.meta.url)));
const LESSONS = (JSON.parse(bytes("lessons/index.json").toString()) as string[]).map((file) =>
  parseLesson(bytes(`lessons/${file}`).toString(), file),
);

test.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
  "%s links the record of each of its runs, which the replay page reads",
  async (_, lesson) => {
    const markup = renderToStaticMarkup(<LessonRuns lesson={lesson} />);
    const searches = [...markup.matchAll(/href="\/replay(\?[^"]*)"/g)].map(([, search]) => search);
    const paths = searches.map((search) => {
      const source = sourceOf(search);
      return source.kind === "lesson" ? source.path : source.kind;
    });
    expect(paths).toEqual(lesson.runs.map(({ recording }) => `lessons/${recording}`));
    for (const path of paths) expect((await readRecordFile(bytes(path))).rounds.length).toBeGreaterThan(0);
  },
);
