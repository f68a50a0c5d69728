/** The registry of predicates. `watchFor` of a step and `check` of a lesson name one of them and set its parameters. */
import { z } from "zod";
import type { Outcome, Seen } from "../seen";
import { catchesLiars } from "./catchesLiars";
import type { ArmOfRun, Predicate } from "./definePredicate";
import { ends } from "./ends";
import { fallsOnBothSides } from "./fallsOnBothSides";
import { keepsSecret } from "./keepsSecret";
import { leavesOut } from "./leavesOut";
import { losesClasses } from "./losesClasses";
import { order } from "./order";
import { passesHalf } from "./passesHalf";
import { reaches } from "./reaches";
import { recovered } from "./recovered";
import { stays } from "./stays";

export const PREDICATES = {
  reaches,
  stays,
  ends,
  order,
  losesClasses,
  leavesOut,
  fallsOnBothSides,
  passesHalf,
  catchesLiars,
  keepsSecret,
  recovered,
};

type Entries = typeof PREDICATES;
/** A predicate's name with its parameters. */
export type Check = {
  [Name in keyof Entries]: { name: Name } & z.infer<Entries[Name]["params"]>;
}[keyof Entries];

const registry: Readonly<Record<string, Predicate<string, z.ZodObject>>> = PREDICATES as never;

export const Check = z.unknown().transform((value, context): Check => {
  const { name, ...given } = z.looseObject({ name: z.unknown() }).catch({ name: undefined }).parse(value);
  if (typeof name !== "string" || !Object.hasOwn(registry, name)) {
    const known = Object.keys(registry).join(", ");
    const message = `must name a predicate, one of ${known}; got ${JSON.stringify(name) ?? "nothing"}`;
    context.addIssue({ code: "custom", path: ["name"], message, input: value });
    return z.NEVER;
  }
  const parsed = registry[name].params.safeParse(given);
  if (parsed.success) return { name, ...parsed.data } as unknown as Check;
  for (const issue of parsed.error.issues) context.addIssue({ ...issue, input: value } as never);
  return z.NEVER;
});

function entryOf(check: Check): Predicate<string, z.ZodObject> {
  return registry[check.name];
}

/** Whether a claim holds in the rounds that were recorded so far. */
export function outcomeOf(check: Check, seen: Seen): Outcome {
  return entryOf(check).outcome(check, seen);
}

/** The claim for a person, without a full stop. `labels`: those of the lesson's runs. */
export function sentenceOf(check: Check, labels: readonly string[]): string {
  return entryOf(check).sentence(check, labels);
}

/** The runs and arms that it reads. */
export function readsOf(check: Check): (ArmOfRun | { run: number })[] {
  return entryOf(check).reads(check);
}
