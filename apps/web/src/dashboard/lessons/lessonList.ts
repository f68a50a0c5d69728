import { type Lesson, loadLessons } from "@honest-majority/lessons";

let loading: Promise<Lesson[]> | undefined;

/** All lessons, in order; fetched once. Rejects with a UserError, and tries again at the next call. */
export function lessonList(): Promise<Lesson[]> {
  loading ??= loadLessons(new URL(import.meta.env.BASE_URL, document.baseURI).href, (address) =>
    fetch(address),
  ).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Rejects with a sentence that says which lessons there are. */
export async function lessonNamed(id: string): Promise<Lesson> {
  const lessons = await lessonList();
  const found = lessons.find((lesson) => lesson.id === id);
  if (found !== undefined) return found;
  throw new Error(
    `There is no lesson "${id}". The lessons are ${lessons.map((lesson) => lesson.id).join(", ")}.`,
  );
}
