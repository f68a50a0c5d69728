import {
  armLabel,
  cutText,
  describeConfigError,
  describeWaiting,
  RunConfig,
  UserError,
} from "@honest-majority/protocol";
import type { z } from "zod";
import type { Action } from "./action";
import { classConfig, recordedConfig } from "./configs";
import { type Lesson, LessonSchema } from "./lesson";
import { type Check, readsOf } from "./predicates/predicates";

/**
 * Reads a lesson: the text of its file, or the JSON in it. `where` is what messages call the file.
 *
 * @throws UserError that names the file, each part at fault, what must hold there and what came.
 */
export function parseLesson(given: unknown, where = "the lesson"): Lesson {
  const refuse = (problem: string) => new UserError("input", `${where}: ${problem}`);
  const parsed = LessonSchema.safeParse(typeof given === "string" ? jsonIn(given, refuse) : given);
  if (!parsed.success) throw refuse(describeConfigError(parsed.error));
  const problems = [...problemsOf(parsed.data)];
  if (problems.length > 0) throw refuse(problems.join("; "));
  return parsed.data;
}

function jsonIn(text: string, refuse: (problem: string) => UserError): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse(`must be JSON: ${cutText((error as Error).message, 200)}`);
  }
}

/** What does not hold between the parts of a lesson: the first that others depend on, else all. */
function* problemsOf(lesson: Lesson): Generator<string> {
  const configs: RunConfig[] = [];
  for (const run of lesson.runs.keys()) {
    for (const configOf of [classConfig, recordedConfig]) {
      try {
        configs[run] = configOf(lesson, run);
      } catch (error) {
        return yield `runs.${run}: its settings: ${describeConfigError(error as z.ZodError)}`;
      }
    }
  }
  for (const [place, step] of lesson.steps.entries()) {
    const problem = actionProblem(step.do, lesson);
    if (problem !== undefined) yield `steps.${place}.do: ${problem}`;
    if (step.watchFor !== undefined) yield* checkProblems(`steps.${place}.watchFor`, step.watchFor, configs);
  }
  yield* handoutProblems(lesson);
  for (const [place, check] of lesson.check.entries()) yield* checkProblems(`check.${place}`, check, configs);
  for (const [place, vote] of lesson.votes.entries()) {
    if ("who" in vote) continue;
    const { answer, options } = vote;
    if (answer !== undefined && answer >= options.length)
      yield `votes.${place}.answer: must be the index of an option, 0 to ${options.length - 1}; got ${answer}`;
  }
}

function* handoutProblems({ handout, steps }: Lesson): Generator<string> {
  const printed = [...steps.entries()].filter(([, { student }]) => student !== undefined);
  if (handout === undefined)
    for (const [place] of printed)
      yield `steps.${place}.student: is for a handout, and the lesson has none: add "handout", or leave it out`;
  else if (printed.length < 2)
    yield `handout: must have two steps to print, got ${printed.length}: give steps a sentence "student"`;
}

function* checkProblems(where: string, check: Check, configs: readonly RunConfig[]): Generator<string> {
  for (const read of readsOf(check)) {
    const config = configs[read.run];
    if (config === undefined) {
      yield `${where}: run must be the index of one of the runs, 0 to ${configs.length - 1}; got ${read.run}`;
      continue;
    }
    if (!("arm" in read)) continue;
    const problem = armProblem(read.arm, config.arms);
    if (problem !== undefined) yield `${where}: ${problem}`;
  }
}

function armProblem(label: string, arms: RunConfig["arms"]): string | undefined {
  const labels = [...new Set(arms.map(armLabel))];
  if (labels.includes(label)) return undefined;
  return `arm must be one of ${labels.map((each) => JSON.stringify(each)).join(", ")}; got ${JSON.stringify(label)}`;
}

function actionProblem(action: Lesson["steps"][number]["do"], lesson: Lesson): string | undefined {
  switch (action.kind) {
    case "start":
      return indexProblem("run", action.run, lesson.runs);
    case "vote":
      return indexProblem("vote", action.vote, lesson.votes);
    case "set":
      return setProblem(action.settings, lesson);
    case "show":
      return showProblem(action, lesson);
    default:
      return undefined;
  }
}

function indexProblem(of: string, index: number, list: readonly unknown[]): string | undefined {
  if (index < list.length) return undefined;
  return `${of} must be the index of one of the ${of}s, of which there are ${list.length}; got ${index}`;
}

function showProblem({ panel, arm }: Extract<Action, { kind: "show" }>, lesson: Lesson): string | undefined {
  if (arm === undefined) return undefined;
  if (panel !== "confusion") return `arm is only for the panel "confusion", got "${panel}"`;
  return armProblem(
    arm,
    lesson.runs.flatMap((_, run) => classConfig(lesson, run).arms),
  );
}

/** The settings must fit each run, and may not have to wait for a new one. */
function setProblem(settings: object, lesson: Lesson): string | undefined {
  for (const run of lesson.runs.keys()) {
    const before = classConfig(lesson, run);
    const after = RunConfig.safeParse({ ...before, ...settings });
    if (!after.success) return describeConfigError(after.error);
    const waiting = describeWaiting(before, after.data);
    if (waiting !== undefined) return `in mid-run, ${waiting}`;
  }
  return undefined;
}
