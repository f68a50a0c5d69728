import type { SeenRun } from "@honest-majority/lessons";
import { pageStore } from "../../ui/pageStore";
import type { DashboardState } from "../state";
import { type LinkedLesson, lessonIn, searchWith } from "./lessonUrl";
import type { OpenLesson } from "./openLesson";

export interface LessonState {
  open?: OpenLesson;
  /** The lesson of the page's address, until it is loaded. */
  wanted?: LinkedLesson;
}

/** The lesson of this dashboard. The address keeps it over a reload. */
export const useLesson = pageStore<LessonState>({
  wanted: typeof location === "undefined" ? undefined : lessonIn(location.search),
});

export function keepLesson(open: OpenLesson | undefined): void {
  useLesson.setState({ open, wanted: undefined });
  const search = searchWith(location.search, open && { id: open.lesson.id, step: open.step });
  history.replaceState(history.state, "", location.pathname + search);
}

export function changeLesson(change: (open: OpenLesson) => OpenLesson): void {
  const { open } = useLesson.getState();
  if (open !== undefined) keepLesson(change(open));
}

/** The room's run as a lesson reads it. */
export function seenRun({ room, records }: Pick<DashboardState, "room" | "records">): SeenRun | undefined {
  return room === undefined || records.length === 0 ? undefined : { config: room.config, rounds: records };
}
