/** Keeps the axes of maps from round to round. Pure. */
import type { MapPoint } from "@honest-majority/protocol";

type Turn = (point: MapPoint) => MapPoint;

/**
 * The rotation or reflection about the origin that brings the points of `now` closest to the points of `before` with the
 * same key (orthogonal Procrustes in the plane, without scaling, both centred on the points that they share). Without a
 * shared pair of different points, nothing is turned.
 *
 *   M = Σ aᵢᵀ·bᵢ;  the rotation gains √((M₁₁+M₂₂)² + (M₁₂−M₂₁)²), the reflection √((M₁₁−M₂₂)² + (M₁₂+M₂₁)²)
 */
export function alignAxes(now: ReadonlyMap<string, MapPoint>, before: ReadonlyMap<string, MapPoint>): Turn {
  const shared = [...now].flatMap(([key, point]) => {
    const earlier = before.get(key);
    return earlier === undefined ? [] : [{ point, earlier }];
  });
  const centre = centreOf(shared.map(({ point }) => point));
  const centreBefore = centreOf(shared.map(({ earlier }) => earlier));
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (const { point, earlier } of shared) {
    const [ax, ay] = [point.x - centre.x, point.y - centre.y];
    const [bx, by] = [earlier.x - centreBefore.x, earlier.y - centreBefore.y];
    xx += ax * bx;
    xy += ax * by;
    yx += ay * bx;
    yy += ay * by;
  }
  const rotation = { cos: xx + yy, sin: xy - yx };
  const reflection = { cos: xx - yy, sin: xy + yx };
  const gain = Math.hypot(rotation.cos, rotation.sin);
  const mirrored = Math.hypot(reflection.cos, reflection.sin);
  if (gain === 0 && mirrored === 0) return (point) => point;
  if (mirrored > gain) {
    const [cos, sin] = [reflection.cos / mirrored, reflection.sin / mirrored];
    return ({ x, y }) => ({ x: x * cos + y * sin, y: x * sin - y * cos });
  }
  const [cos, sin] = [rotation.cos / gain, rotation.sin / gain];
  return ({ x, y }) => ({ x: x * cos - y * sin, y: x * sin + y * cos });
}

function centreOf(points: readonly MapPoint[]): MapPoint {
  const sum = points.reduce((so, { x, y }) => ({ x: so.x + x, y: so.y + y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
