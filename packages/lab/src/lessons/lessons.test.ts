import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lessonFilesIn, lessonNamed } from "./lessonFiles";
import { expectItsClaims, FOLDER, LESSONS } from "./lessons.cases";

describe("public/lessons", () => {
  test("each lesson's file is named after it, and the index lists them in order", () => {
    const files = lessonFilesIn(FOLDER);
    expect(LESSONS.map(({ file }) => file)).toEqual(files);
    expect(JSON.parse(readFileSync(join(FOLDER, "index.json"), "utf8"))).toEqual(files);
  });

  test.each(LESSONS)("$file: what it claims holds on its recorded seed", async (entry) => {
    await expectItsClaims(entry, entry.lesson.seeds[0]);
  });
});

describe("lessonNamed", () => {
  test("finds a lesson by its number or its file", () => {
    expect(lessonNamed("1", FOLDER).id).toBe("one-bad-apple");
    expect(lessonNamed(join(FOLDER, LESSONS[0].file), FOLDER)).toEqual(LESSONS[0].lesson);
  });

  test("says which there are, and that a file is missing", () => {
    expect(() => lessonNamed("99", FOLDER)).toThrow(
      "there is no lesson 99; the lessons are 1 (One bad apple)",
    );
    expect(() => lessonNamed("nothing.json", FOLDER)).toThrow(
      "nothing.json: name a lesson's number or its file; ENOENT",
    );
  });
});
