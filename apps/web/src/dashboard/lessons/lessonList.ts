import { type Lesson, type LoadedLessons, loadLessons } from "@honest-majority/lessons";

let loading: Promise<LoadedLessons> | undefined;

/** All lessons, in order; fetched once. Rejects with a UserError. What did not arrive is asked for again at the next call. */
export function lessonList(): Promise<LoadedLessons> {
  loading ??= load();
  return loading;
}

async function load(): Promise<LoadedLessons> {
  try {
    const base = new URL(import.meta.env.BASE_URL, document.baseURI).href;
    const loaded = await loadLessons(base, (address) => fetch(address));
    if (loaded.problems.length > 0) loading = undefined;
    return loaded;
  } catch (error) {
    loading = undefined;
    throw error;
  }
}

/** Rejects with a sentence that says which lessons there are, and which did not arrive. */
export async function lessonNamed(id: string): Promise<Lesson> {
  const { lessons, problems } = await lessonList();
  const found = lessons.find((lesson) => lesson.id === id);
  if (found !== undefined) return found;
  const ids = lessons.map((lesson) => lesson.id).join(", ");
  throw new Error([`There is no lesson "${id}". The lessons are ${ids}.`, ...problems].join(" "));
}
