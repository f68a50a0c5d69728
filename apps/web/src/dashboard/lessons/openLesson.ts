/** The lesson that a dashboard has open, and how far it is. Pure. */
import { type Lesson, outcomeOf, PATIENCE_ROUNDS, type SeenRun, type Step } from "@honest-majority/lessons";

export interface OpenLesson {
  lesson: Lesson;
  /** The place of the step; past the last one, the lesson's closing sentence. */
  step: number;
  /** The run of the lesson that the room trains, or will train next. */
  run: number;
  /** How many rounds were closed when the step's button was pressed; undefined before. */
  pressed?: number;
  /** The room's run in which it was pressed, where it changed that run: in a new one it counts as not pressed. */
  pressedIn?: string;
  /** What this page saw of the lesson's other runs, by their places. */
  before: readonly (SeenRun | undefined)[];
}

export function openAt(lesson: Lesson, step: number): OpenLesson {
  const place = Math.min(Math.max(0, step), lastStep(lesson));
  return { lesson, step: place, run: runBefore(lesson, place), before: [] };
}

/** A lesson with a closing sentence has it as a step without a button. */
export function lastStep({ steps, sentence }: Pick<Lesson, "steps" | "sentence">): number {
  return sentence === undefined ? steps.length - 1 : steps.length;
}

/** The run that the steps before this one have started. */
function runBefore({ steps }: Lesson, step: number): number {
  const started = steps.slice(0, step).flatMap((each) => (each.do.kind === "start" ? [each.do.run] : []));
  return started.at(-1) ?? 0;
}

export function atStep(open: OpenLesson, step: number): OpenLesson {
  return { ...open, step, pressed: undefined, pressedIn: undefined };
}

/** `rounds`: how many are closed, of the room's run `run`. */
export function pressed(open: OpenLesson, rounds: number, run?: string): OpenLesson {
  return { ...open, pressed: rounds, pressedIn: run };
}

/** The lesson in the room's run `run`, which may have begun since the step's button was pressed. */
export function inRun(open: OpenLesson, run: string | undefined): OpenLesson {
  return open.pressedIn === undefined || open.pressedIn === run ? open : atStep(open, open.step);
}

/** The step's button has started this run of the lesson. `seen`: the run before it. */
export function runStarted(open: OpenLesson, run: number, seen: SeenRun | undefined): OpenLesson {
  const before = [...open.before];
  before[open.run] = seen;
  return { ...open, run, before, pressed: 0, pressedIn: undefined };
}

export const stepOf = ({ lesson, step }: OpenLesson): Step | undefined => lesson.steps[step];

/**
 * What the strip offers: the step's button (`do`), nothing while the class watches (`watch`), the next step (`next`), or first
 * the advice of the step's `ifNot` (`advice`).
 */
export type Offer = "do" | "watch" | "next" | "advice";

/** `seen`: the room's run, as far as it belongs to the lesson. */
export function offerOf(open: OpenLesson, seen: SeenRun | undefined): Offer {
  const step = stepOf(open);
  if (step === undefined) return "next";
  const hasButton = step.do.kind !== "say";
  const isPressed = open.pressed !== undefined;
  if (step.watchFor === undefined) return hasButton && !isPressed ? "do" : "next";
  const runs = [...open.before];
  runs[open.run] = seen && { ...seen, since: open.pressed };
  const outcome = outcomeOf(step.watchFor, runs);
  if (outcome === "holds") return "next";
  if (hasButton && !isPressed) return "do";
  const waited = (seen?.rounds.length ?? 0) - (open.pressed ?? 0);
  const isLate = waited >= PATIENCE_ROUNDS && step.watchFor.name !== "ends";
  return outcome === "fails" || isLate ? "advice" : "watch";
}
