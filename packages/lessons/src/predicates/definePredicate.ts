import { armShortTitle } from "@honest-majority/protocol";
import { z } from "zod";
import { MOMENTS, type Outcome, type Seen } from "../seen";

/** An arm of one of the lesson's runs, by its label: "mean", "nearestNeighborMixing + coordinateMedian". */
export interface ArmOfRun {
  run: number;
  arm: string;
}

/** A claim on the recorded rounds of a lesson's runs, with parameters. */
export interface Predicate<Name extends string, Params extends z.ZodObject> {
  readonly name: Name;
  /** What a person may set. */
  readonly params: Params;
  /** The runs and arms that it reads; a lesson must have them. */
  reads(params: z.infer<Params>): (ArmOfRun | { run: number })[];
  /** The claim as a sentence without a full stop. `labels`: those of the lesson's runs. */
  sentence(params: z.infer<Params>, labels: readonly string[]): string;
  outcome(params: z.infer<Params>, seen: Seen): Outcome;
}

export function definePredicate<const Name extends string, Params extends z.ZodObject>(
  predicate: Predicate<Name, Params>,
): Predicate<Name, Params> {
  return predicate;
}

export const arm = z.string().min(1);
export const run = z.int().min(0).default(0);
/** 0 … 1 */
export const share = z.number().min(0).max(1);

/** From which round on something is looked for, and for how many rounds; unset, to the end. */
export const windowParams = {
  after: z.enum(MOMENTS).default("start"),
  /** Rounds to leave out after that moment. */
  skip: z.int().min(0).default(0),
  within: z.int().min(1).optional(),
};
export const boundParams = { above: share.optional(), below: share.optional() };

export interface Bounds {
  above?: number;
  below?: number;
}

export function isWithin(value: number, { above, below }: Bounds): boolean {
  return (above === undefined || value > above) && (below === undefined || value < below);
}

export function boundsText({ above, below }: Bounds): string {
  if (above !== undefined && below !== undefined) return `between ${percent(above)} and ${percent(below)}`;
  return above === undefined ? `under ${percent(below ?? 1)}` : `over ${percent(above)}`;
}

export const percent = (value: number) => `${Math.round(value * 1000) / 10} %`;

/** "Median (ALIE, z 2)"; the run's label only where the lesson has several. */
export function armText({ run, arm }: ArmOfRun, labels: readonly string[]): string {
  const title = armShortTitle(arm);
  return labels.length > 1 ? `${title} (${labels[run]})` : title;
}

const MOMENT_TEXT = {
  start: "the start",
  lie: "the first lie",
  honest: "all are honest again",
} as const;

export function windowText({
  after,
  skip,
  within,
}: {
  after: keyof typeof MOMENT_TEXT;
  skip: number;
  within?: number;
}): string {
  const moment = MOMENT_TEXT[after];
  if (within !== undefined && skip === 0) return `within ${within} rounds after ${moment}`;
  if (within !== undefined) return `from ${skip} to ${skip + within} rounds after ${moment}`;
  return skip === 0 ? `after ${moment}` : `from ${skip} rounds after ${moment} on`;
}
