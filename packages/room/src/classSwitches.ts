/** What the instructor decides for the whole class apart from the run's settings: lock, pace, reveal and what a lesson says. Pure. */
import type { ClassRequest, ClassView, RunConfig } from "@honest-majority/protocol";

/** The part of a `ClassView` that is not a setting of the run. */
export type ClassSwitches = Pick<ClassView, "locked" | "pace" | "revealed" | "says">;

export const OPEN_CLASS: ClassSwitches = { locked: false, pace: "fast", revealed: false };

/** Fields that the request leaves out, or has as undefined, stay. */
export function switched(
  now: ClassSwitches,
  { locked, pace, revealed, says = now.says }: ClassRequest,
): ClassSwitches {
  return {
    locked: locked ?? now.locked,
    pace: pace ?? now.pace,
    revealed: revealed ?? now.revealed,
    ...(says !== undefined && says !== "" && { says }),
  };
}

/** A run that becomes secret is not revealed: in an open one, the reveal only showed the verdicts. */
export function afterSettings(now: ClassSwitches, before: RunConfig, after: RunConfig): ClassSwitches {
  return after.secret && !before.secret ? { ...now, revealed: false } : now;
}

export function classView(switches: ClassSwitches, { secret, attack }: RunConfig): ClassView {
  return { ...switches, secret, attack: attack.kind === "none" ? undefined : attack };
}

/** Whether everybody may see roles: in a run that is not secret, and in a secret one after the reveal. */
export function isPublic({ secret, revealed }: ClassView): boolean {
  return !secret || revealed;
}
