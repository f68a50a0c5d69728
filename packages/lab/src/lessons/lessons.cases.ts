import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Lesson, lessonFile, outcomeOf, PATIENCE_ROUNDS } from "@honest-majority/lessons";
import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test, vi } from "vitest";
import { openLaboratory } from "../run/laboratory";
import { lessonsIn } from "./lessonFiles";
import { checksOf, type PlayedRun, playLesson } from "./playLesson";
import { recordingOf } from "./recording";

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
  expect(lateSteps(lesson, played)).toEqual([]);
  return played;
}

/** The steps that start a run and wait for more of its rounds than a class has patience for. */
function lateSteps({ steps }: Lesson, played: readonly PlayedRun[]): string[] {
  return steps.flatMap(({ do: action, watchFor, say }) => {
    if (action.kind !== "start" || watchFor === undefined) return [];
    const most = watchFor.name === "ends" ? undefined : PATIENCE_ROUNDS;
    const seen = played.map((run) => ({ ...run, rounds: run.rounds.slice(0, most) }));
    return outcomeOf(watchFor, seen) === "holds" ? [] : [say];
  });
}

/** Tests each of these lessons on its own seed, and that its recordings are what its settings give. */
export function testRecordedRuns(lessons: typeof LESSONS): void {
  vi.setConfig({ testTimeout: 240_000 }); // seconds of one idle core each, and a machine may be busy
  describe("public/lessons", () => {
    test.each(lessons)("$file: what it claims holds in its recorded runs", async (entry) => {
      const { lesson } = entry;
      const isSameMachine = await isRecordingMachine();
      const played = await expectItsClaims(entry, lesson.seeds[0]);
      for (const [run, { recording, label }] of lesson.runs.entries()) {
        if (recording === undefined) continue;
        const saved = readFileSync(join(FOLDER, recording), "utf8");
        const made = recordingOf(played[run], label);
        const again = `${recording} is not what the settings give: npm run lab -- lesson ${lesson.number} --save`;
        expect(JSON.parse(headOf(made)), again).toEqual(withDefaults(JSON.parse(headOf(saved))));
        if (!isSameMachine) continue;
        const [, ...lines] = made.split("\n");
        const [, ...savedLines] = saved.split("\n");
        for (const [i, line] of savedLines.entries()) {
          // the whole text is too long for a message, and one number says most: the first line that differs is shown
          if (line !== lines[i]) expect(JSON.parse(lines[i] ?? "null"), again).toEqual(JSON.parse(line));
        }
        expect(lines.length, again).toBe(savedLines.length);
      }
    });
  });
}

/** The head with the settings that have come since it was saved: their defaults change nothing. */
const withDefaults = ({ config, ...head }: { config: unknown }) => ({
  ...head,
  config: RunConfig.parse(config),
});

const headOf = (text: string) => text.slice(0, text.indexOf("\n"));

/** tfjs' WASM kernels on other processors may round otherwise, and then a run ends with other digits. */
async function isRecordingMachine(): Promise<boolean> {
  return process.arch === "x64" && (await laboratory).backend.name === "wasm";
}
