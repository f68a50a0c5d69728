/** Finds the dot that a pointer means. Pure. */
import type { MapPoint } from "@honest-majority/protocol";

/** The worker whose dot is nearest to `to`; undefined when all are farther than `reach`. */
export function nearestUpdate(
  dots: readonly (MapPoint & { worker: string })[],
  to: MapPoint,
  reach: number,
): string | undefined {
  let nearest: { worker: string; distance: number } | undefined;
  for (const { worker, x, y } of dots) {
    const distance = Math.hypot(x - to.x, y - to.y);
    if (distance <= reach && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY))
      nearest = { worker, distance };
  }
  return nearest?.worker;
}
