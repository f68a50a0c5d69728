/** The texts of the map. Pure. */
import type { MapPoint, RunState } from "@honest-majority/protocol";
import { formatNumber } from "../../../ui/format";
import type { MapFrame } from "./mapFrame";

/** Why there is no map yet. */
export function whyNoMap(phase: RunState["phase"]): string {
  switch (phase) {
    case "lobby":
    case "running":
      return "The map appears with the next measured round.";
    case "paused":
      return "There is no map of this round. The next measured round has one.";
    case "finished":
      return "The run is over, and its last updates are gone. Start the next run to see a map.";
    default:
      return phase satisfies never;
  }
}

/** Of lengths on the map, and of the labels of its rings. */
export const DISTANCE_UNIT = "× the median distance";

/** In median distances, on the plane. */
export function lengthFromMiddle({ middle, unit }: MapFrame, { x, y }: MapPoint): number {
  return Math.hypot(x - middle.x, y - middle.y) / unit;
}

/** Equal updates are this close in float64. */
const ROUNDING = 1e-9;

/** From the middle of the updates; the table says so. Short, because a name and it share a line of the panel. */
export function lengthWords(frame: MapFrame, point: MapPoint): string {
  const length = lengthFromMiddle(frame, point);
  return `${formatNumber(length < ROUNDING ? 0 : length)} ${DISTANCE_UNIT}`;
}
