/** Lists of workers as dashboards receive them: by place, which is short, as a dashboard knows whose place it is. Pure. */
import type { WorkerView } from "../room";

/** Places in ascending order, such as "0-41,43"; then, from the first worker on that has no later place, ids. */
export type WorkerList = [places: string, ...ids: string[]];

type Placed = Pick<WorkerView, "id" | "index">;

/** `workers`: those in the room. Keeps the order. */
export function listOf(ids: readonly string[], workers: readonly Placed[]): WorkerList {
  const places = new Map(workers.map(({ id, index }) => [id, index]));
  const found: number[] = [];
  for (const id of ids) {
    const place = places.get(id);
    if (place === undefined || place <= (found.at(-1) ?? -1)) break;
    found.push(place);
  }
  return [rangesOf(found), ...ids.slice(found.length)];
}

/** The ids of a list, in its order. A place that no worker has is left out. */
export function idsOf([places, ...ids]: WorkerList, workers: readonly Placed[]): string[] {
  const byPlace = new Map(workers.map(({ id, index }) => [index, id]));
  return [...placesOf(places).flatMap((place) => byPlace.get(place) ?? []), ...ids];
}

/** Ascending integers as ranges: [0, 1, 2, 5] is "0-2,5". */
export function rangesOf(places: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const place of places) {
    const last = ranges.at(-1);
    if (last !== undefined && place === last[1] + 1) last[1] = place;
    else ranges.push([place, place]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(",");
}

export function placesOf(ranges: string): number[] {
  if (ranges === "") return [];
  return ranges.split(",").flatMap((range) => {
    const [from, to = from] = range.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}
