/** The lesson and its step in the page's address: "?lesson=one-bad-apple&step=3". Pure. */

export interface LinkedLesson {
  id: string;
  /** From 0 on; the address counts from 1. */
  step: number;
}

/** Undefined where the address names no lesson. */
export function lessonIn(search: string): LinkedLesson | undefined {
  const query = new URLSearchParams(search);
  const id = query.get("lesson");
  if (!id) return undefined;
  const step = Number(query.get("step") ?? 1);
  return { id, step: Number.isInteger(step) && step > 0 ? step - 1 : 0 };
}

/** The query with this lesson, or with none, and with all else that it held. Starts with "?" unless it is empty. */
export function searchWith(search: string, lesson: LinkedLesson | undefined): string {
  const own = lesson === undefined ? [] : [`lesson=${encodeURIComponent(lesson.id)}`];
  if (lesson !== undefined && lesson.step > 0) own.push(`step=${lesson.step + 1}`);
  const parts = [...own, ...othersIn(search)];
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

/** The other parts as they stand, because URLSearchParams would encode commas and colons, which a person reads more easily. */
function othersIn(search: string): string[] {
  return search
    .replace(/^\?/, "")
    .split("&")
    .filter((part) => part !== "" && !/^(lesson|step)(=|$)/.test(part));
}

/**
 * The address that opens a lesson in a playground: this page's own, or in a class the coordinator's on the address at which
 * students reach it (`join`).
 */
export function lessonLink(id: string, page: string, join?: string): string {
  const address = join === undefined ? new URL(page) : new URL("../playground", join);
  return address.origin + address.pathname + searchWith("", { id, step: 0 });
}
