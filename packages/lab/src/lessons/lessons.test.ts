import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { classConfig } from "@honest-majority/lessons";
import { PACES } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { lessonFilesIn, lessonsNamed } from "./lessonFiles";
import { FOLDER, LESSONS } from "./lessons.cases";

describe("public/lessons", () => {
  test("each lesson's file is named after it, and the index lists them in order", () => {
    const files = lessonFilesIn(FOLDER);
    expect(LESSONS.map(({ file }) => file)).toEqual(files);
    expect(JSON.parse(readFileSync(join(FOLDER, "index.json"), "utf8"))).toEqual(files);
  });

  test.each(LESSONS)(
    "$file: a run in which a step changes roles lasts as long as the lesson",
    ({ lesson }) => {
      let run = 0;
      for (const { do: action } of lesson.steps) {
        if (action.kind === "start") run = action.run;
        if (!["flip", "deal", "honest"].includes(action.kind)) continue;
        const lasts = classConfig(lesson, run).rounds * PACES[lesson.pace].everyMs;
        expect(lasts).toBeGreaterThanOrEqual(lesson.minutes * 60_000);
      }
    },
  );

  test.each(LESSONS)("$file: speaks of digits only where the pictures are digits", ({ lesson }) => {
    const digits = lesson.runs.some((_, run) => classConfig(lesson, run).dataset === "mnist");
    if (!digits) expect(JSON.stringify(lesson)).not.toMatch(/digit/i);
  });

  test("holds the recorded runs that the lessons name and no others, of at most 100 KB each", () => {
    const recordings = LESSONS.flatMap(({ lesson }) =>
      lesson.runs.flatMap(({ recording }) => recording ?? []),
    );
    expect(readdirSync(FOLDER).filter((file) => file.endsWith(".jsonl"))).toEqual(recordings.sort());
    const long = recordings.filter((file) => statSync(join(FOLDER, file)).size > 100_000);
    expect(long).toEqual([]);
  });
});

describe("lessonsNamed", () => {
  test("finds a lesson by its number or its file, or all", () => {
    expect(lessonsNamed("1", FOLDER).map(({ id }) => id)).toEqual(["one-bad-apple"]);
    expect(lessonsNamed(join(FOLDER, LESSONS[0].file), FOLDER)).toEqual([LESSONS[0].lesson]);
    expect(lessonsNamed("all", FOLDER)).toEqual(LESSONS.map(({ lesson }) => lesson));
  });

  test("says which there are, and that a file is missing", () => {
    expect(() => lessonsNamed("99", FOLDER)).toThrow(
      "there is no lesson 99; the lessons are 1 (One bad apple)",
    );
    expect(() => lessonsNamed("nothing.json", FOLDER)).toThrow(
      "nothing.json: name a lesson's number or its file; ENOENT",
    );
  });
});
