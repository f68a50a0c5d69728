import { classConfig, configFor, type Lesson, sizeProblem } from "@honest-majority/lessons";
import { type RunConfig, waitingSettings } from "@honest-majority/protocol";
import { useMemo } from "react";
import { isSameRun } from "../../settings/settingsUrl";
import { type Place, usePlace } from "../place";
import type { DashboardState } from "../state";
import { useDashboard } from "../store";
import { presentIn } from "../workers/order";

type Here = Pick<DashboardState, "room" | "run" | "order" | "workers">;

/** The settings of a run of the lesson for the workers that are here. A page has as many workers as its settings say. */
export function configHere(lesson: Lesson, run: number, state: Here, place: Place): RunConfig {
  return place === "page" ? classConfig(lesson, run) : configFor(lesson, run, presentIn(state).length);
}

/** Whether the room has the settings of this run of the lesson, for a class of any size: somebody may have come or left since. */
export function hasRun({ room }: Pick<Here, "room">, lesson: Lesson, run: number): boolean {
  return room !== undefined && isSameRun(room.config, configFor(lesson, run, room.config.workers));
}

/** Whether the room has settings that no run of the lesson has, apart from those that may change in mid-run. */
export function isOthersRun({ room }: Pick<Here, "room">, lesson: Lesson): boolean {
  if (room === undefined) return false;
  const { config } = room;
  return lesson.runs.every(
    (_, run) => waitingSettings(config, configFor(lesson, run, config.workers)).length > 0,
  );
}

/** As `isOthersRun`. Computed when the room's settings change: to check settings takes milliseconds. */
export function useIsOthersRun(lesson: Lesson): boolean {
  const room = useDashboard((state) => state.room);
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the room, only its settings count
  return useMemo(() => isOthersRun({ room }, lesson), [room?.config, lesson]);
}

/** As `configHere`, for the workers that are here now. */
export function useConfigHere(lesson: Lesson, run: number): RunConfig {
  const place = usePlace();
  const here = useDashboard((state) => presentIn(state).length);
  return useMemo(
    () => (place === "page" ? classConfig(lesson, run) : configFor(lesson, run, here)),
    [place, lesson, run, here],
  );
}

/** How many workers a run of the lesson is written for. */
export function useWorkersOf(lesson: Lesson, run: number): number {
  return useMemo(() => classConfig(lesson, run).workers, [lesson, run]);
}

/** Why the class cannot start a run of the lesson, by its size. A page makes as many workers as the run needs. */
export function useSizeProblem(lesson: Lesson, run: number): string | undefined {
  const isClass = usePlace() !== "page";
  const here = useDashboard((state) => presentIn(state).length);
  const of = useWorkersOf(lesson, run);
  return isClass ? sizeProblem(lesson, { of, here }) : undefined;
}
