import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { lessonFilesIn, lessonsNamed } from "./lessonFiles";
import { expectItsClaims, FOLDER, isRecordingMachine, LESSONS } from "./lessons.cases";
import { recordingOf } from "./recording";

vi.setConfig({ testTimeout: 240_000 }); // seconds of one idle core each, and a machine may be busy

const headOf = (text: string) => text.slice(0, text.indexOf("\n"));

describe("public/lessons", () => {
  test("each lesson's file is named after it, and the index lists them in order", () => {
    const files = lessonFilesIn(FOLDER);
    expect(LESSONS.map(({ file }) => file)).toEqual(files);
    expect(JSON.parse(readFileSync(join(FOLDER, "index.json"), "utf8"))).toEqual(files);
  });

  test("holds the recorded runs that the lessons name and no others, of at most 100 KB each", () => {
    const recordings = LESSONS.flatMap(({ lesson }) =>
      lesson.runs.flatMap(({ recording }) => recording ?? []),
    );
    expect(readdirSync(FOLDER).filter((file) => file.endsWith(".jsonl"))).toEqual(recordings.sort());
    const long = recordings.filter((file) => statSync(join(FOLDER, file)).size > 100_000);
    expect(long).toEqual([]);
  });

  test.each(LESSONS)("$file: what it claims holds in its recorded runs", async (entry) => {
    const { lesson } = entry;
    const played = await expectItsClaims(entry, lesson.seeds[0]);
    for (const [run, { recording, label }] of lesson.runs.entries()) {
      if (recording === undefined) continue;
      const saved = readFileSync(join(FOLDER, recording), "utf8");
      const made = recordingOf(played[run], label);
      const again = `${recording} is not what the settings give: npm run lab -- lesson ${lesson.number} --save`;
      if (await isRecordingMachine()) expect(saved === made, again).toBe(true);
      else expect(JSON.parse(headOf(saved)), again).toEqual(JSON.parse(headOf(made)));
    }
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
