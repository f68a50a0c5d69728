import { lowest } from "./selection";

type Point = readonly [number, number, number];

/** Coordinates are shares of a count. Closer than this they count as equal; rounding to it hides the order of sums. */
const GRAIN = 2 ** -30;
/** A ball moves only a few times. This cap stops it if rounding ever moves it in a cycle. */
const MOST_STEPS = 300;

/** The mean, over the points, of the distance within which the nearest half of all points (itself included) lies. */
export function halfBandwidth(points: readonly Point[]): number {
  const half = Math.ceil(points.length / 2);
  const reaches = points.map((from) => {
    const gaps = Float64Array.from(points, (to) => gap(from, to));
    return gaps[lowest(gaps, half)[half - 1]];
  });
  return reaches.reduce((sum, reach) => sum + reach, 0) / points.length;
}

/**
 * Clusters points by mean shift with a flat kernel, and returns the largest cluster. From each point a ball of this
 * radius moves to the mean of the points in it until it stops. A ball that stops within a radius of a fuller one joins
 * it, and each point goes to the nearest remaining centre. If balls, or clusters, have equally many points, the one with
 * the larger coordinates wins, so no index matters. O(n²) a step.
 * Comaniciu, Meer 2002, Mean shift: a robust approach toward feature space analysis.
 */
export function largestCluster(points: readonly Point[], radius: number): number[] {
  const within = (center: Point) => points.filter((point) => gap(center, point) <= radius + GRAIN);
  const resting = points.map((point) => {
    let center = point;
    let held = within(center);
    for (let step = 0; step < MOST_STEPS; step++) {
      center = meanOf(held);
      const next = within(center);
      const stays = next.length === held.length && next.every((other, i) => other === held[i]);
      held = next;
      if (stays) break;
    }
    return { center, held: held.length };
  });
  const modes: Point[] = [];
  for (const { center } of resting.sort((a, b) => b.held - a.held || larger(a.center, b.center))) {
    if (modes.every((mode) => gap(mode, center) > radius + GRAIN)) modes.push(center);
  }
  const clusters = modes.map((): number[] => []);
  points.forEach((point, i) => {
    const gaps = modes.map((mode) => gap(mode, point));
    clusters[gaps.indexOf(Math.min(...gaps))].push(i);
  });
  return clusters.reduce((most, cluster) => (cluster.length > most.length ? cluster : most));
}

function meanOf(points: readonly Point[]): Point {
  const sums = [0, 0, 0];
  for (const point of points) for (let c = 0; c < 3; c++) sums[c] += point[c];
  const [x, y, z] = sums.map((sum) => Math.round(sum / points.length / GRAIN) * GRAIN);
  return [x, y, z];
}

function gap(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** Negative if a sorts first. */
function larger(a: Point, b: Point): number {
  return b[0] - a[0] || b[1] - a[1] || b[2] - a[2];
}
