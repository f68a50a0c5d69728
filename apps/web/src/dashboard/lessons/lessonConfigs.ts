import { classConfig, configFor, type Lesson } from "@honest-majority/lessons";
import { type RunConfig, waitingSettings } from "@honest-majority/protocol";
import { useMemo } from "react";
import { isMidRun } from "../describe";
import { type Place, usePlace } from "../place";
import type { DashboardState } from "../state";
import { useDashboard } from "../store";
import { presentIn } from "../workers/order";

type Here = Pick<DashboardState, "room" | "run" | "order" | "workers">;

/** The settings of a run of the lesson for the workers that are here. A page has as many workers as its settings say. */
export function configHere(lesson: Lesson, run: number, state: Here, place: Place): RunConfig {
  return place === "page" ? classConfig(lesson, run) : configFor(lesson, run, presentIn(state).length);
}

/** Whether a run is in progress that has to end before the room can have these settings. */
export function endsRun({ room, run }: Here, config: RunConfig): boolean {
  return room !== undefined && isMidRun(run) && waitingSettings(room.config, config).length > 0;
}

/** As `endsRun`. Computed when the room's settings or the number of workers change: to check settings takes milliseconds. */
export function useEndsRun(lesson: Lesson, run: number): boolean {
  const place = usePlace();
  const room = useDashboard((state) => state.room?.config);
  const midRun = useDashboard((state) => isMidRun(state.run));
  const here = useDashboard((state) => presentIn(state).length);
  return useMemo(() => {
    if (!midRun || room === undefined) return false;
    const config = place === "page" ? classConfig(lesson, run) : configFor(lesson, run, here);
    return waitingSettings(room, config).length > 0;
  }, [midRun, room, place, lesson, run, here]);
}

/** How many workers a run of the lesson is written for. */
export function useWorkersOf(lesson: Lesson, run: number): number {
  return useMemo(() => classConfig(lesson, run).workers, [lesson, run]);
}
