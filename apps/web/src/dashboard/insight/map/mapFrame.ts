/**
 * Where the points of a map lie on its square. Lengths are in median distances from the middle of the updates, so that
 * the picture keeps its size while updates shrink over a run. Pure.
 */
import type { MapPoint, MapView } from "@honest-majority/protocol";
import { powerOfTen } from "../../../ui/format";

/** A square: its lower left corner and its side. */
export interface Box {
  x: number;
  y: number;
  side: number;
}

/** The scale and the box of a map. The next map starts from them, so that the picture does not jump. */
export interface MapFrame {
  /** Whether distances from the middle are drawn on a log scale. */
  isLog: boolean;
  box: Box;
  /** The point in the map's units that is drawn at (0, 0). */
  middle: MapPoint;
  /** The length in the map's units that is drawn as 1. */
  unit: number;
}

/** The scale becomes a log scale when a point is farther away than this many median distances. */
const FAR = 5;
/** It becomes linear again when all points are within this many median distances. */
const NEAR = 4;
/** The rings of the log scale, in median distances. */
const RINGS: readonly number[] = Array.from({ length: 12 }, (_, i) => 5 * 10 ** i);
/** With more, their labels would lie on one another. */
const MOST_RINGS = 4;
/** The share of the way that a box shrinks from one map to the next. */
const SHRINKING = 0.2;
const MARGIN = 0.08;

export function frameOf(map: MapView, before?: MapFrame): MapFrame {
  const middle = middleOf(map.updates);
  const points = pointsOf(map);
  const unit = unitOf(map, middle);
  const farthest = Math.max(0, ...points.map((point) => distance(point, middle))) / unit;
  const isLog = farthest > (before?.isLog ? NEAR : FAR);
  const placed = points.map((point) => placeIn({ isLog, middle, unit }, point));
  const wanted = boxAround(placed);
  return { isLog, middle, unit, box: before?.isLog === isLog ? easedBox(before.box, wanted) : wanted };
}

/** Everything that is drawn. */
export function pointsOf({ updates, aggregates, honestMean }: MapView): MapPoint[] {
  return [...updates, ...aggregates, ...(honestMean ? [honestMean] : [])];
}

/** The median of each coordinate: a minority does not move it far. */
export function middleOf(points: readonly MapPoint[]): MapPoint {
  return { x: median(points.map(({ x }) => x)), y: median(points.map(({ y }) => y)) };
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** The median distance, or where most updates are equal, the longest from the middle. */
function unitOf(map: MapView, middle: MapPoint): number {
  if (map.medianDistance > 0) return map.medianDistance;
  return Math.max(0, ...pointsOf(map).map((point) => distance(point, middle))) || 1;
}

/** The point's place on the drawing. */
export function placeIn({ isLog, middle, unit }: Omit<MapFrame, "box">, point: MapPoint): MapPoint {
  const [x, y] = [(point.x - middle.x) / unit, (point.y - middle.y) / unit];
  if (!isLog) return { x, y };
  const length = Math.hypot(x, y);
  const factor = length === 0 ? 1 : logRadius(length) / length;
  return { x: factor * x, y: factor * y };
}

/** Linear up to one median distance; beyond it, each decade takes as much. Strictly increasing. */
export function logRadius(length: number): number {
  return length <= 1 ? length : 1 + Math.log10(length);
}

const distance = (a: MapPoint, b: MapPoint) => Math.hypot(a.x - b.x, a.y - b.y);

/** A square with a margin around the points; its side is 1 and the margin when all points are equal. */
export function boxAround(points: readonly MapPoint[]): Box {
  if (points.length === 0) return { x: -0.5, y: -0.5, side: 1 };
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  return squareOf(Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys), 1 + 2 * MARGIN);
}

/** The smallest square around a rectangle, enlarged. */
function squareOf(left: number, right: number, bottom: number, top: number, factor: number): Box {
  const side = factor * (Math.max(right - left, top - bottom) || 1);
  return { x: (left + right - side) / 2, y: (bottom + top - side) / 2, side };
}

/** Grows at once to what is wanted, and shrinks slowly. Always contains the wanted box. */
export function easedBox(before: Box, wanted: Box): Box {
  const low = (was: number, is: number) => (is < was ? is : was + SHRINKING * (is - was));
  const high = (was: number, is: number) => (is > was ? is : was + SHRINKING * (is - was));
  return squareOf(
    low(before.x, wanted.x),
    high(before.x + before.side, wanted.x + wanted.side),
    low(before.y, wanted.y),
    high(before.y + before.side, wanted.y + wanted.side),
    1,
  );
}

export interface Ring {
  /** "5 ×" */
  label: string;
  /** On the drawing, around (0, 0). */
  radius: number;
  /** Where the label stands on the drawing; undefined where no part of the ring that could carry it is visible. */
  at?: MapPoint;
}

/**
 * Some of the rings of a log scale that cross the box, in equal steps, their labels away from the drawn points and from one
 * another. None on a linear scale.
 */
export function ringsOf({ isLog, box }: MapFrame, points: readonly MapPoint[]): Ring[] {
  if (!isLog) return [];
  const reach = Math.max(-box.x, box.x + box.side, -box.y, box.y + box.side);
  const within = RINGS.filter((length) => logRadius(length) < reach);
  const step = Math.ceil(within.length / MOST_RINGS);
  const rings: Ring[] = [];
  for (let i = 0; i < within.length; i += step) {
    const radius = logRadius(within[i]);
    const taken = [...points, ...rings.flatMap(({ at }) => at ?? [])];
    rings.push({ label: `${formatRing(within[i])} ×`, radius, at: labelPlace(radius, box, taken) });
  }
  return rings;
}

/** 5, 50, 500, 5000, 5·10⁴ */
function formatRing(length: number): string {
  if (length < 10_000) return String(length);
  return `5·${powerOfTen(Math.log10(length / 5))}`;
}

/** Enough that a ring of which only a short arc is visible has several. */
const LABEL_PLACES = 72;

/** Of some points on the ring that have room for a label, the one farthest from the drawn points; undefined if it would hide one. */
function labelPlace(radius: number, box: Box, points: readonly MapPoint[]): MapPoint | undefined {
  const room = 0.07 * box.side;
  const isInside = ({ x, y }: MapPoint) =>
    x > box.x + room && x < box.x + box.side - room && y > box.y + room && y < box.y + box.side - room;
  const freedom = (place: MapPoint) => Math.min(...points.map((point) => distance(point, place)));
  const freest = Array.from({ length: LABEL_PLACES }, (_, i) => {
    const angle = Math.PI / 2 - (2 * Math.PI * i) / LABEL_PLACES;
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  })
    .filter(isInside)
    .toSorted((a, b) => freedom(b) - freedom(a))[0];
  return freest !== undefined && freedom(freest) > room ? freest : undefined;
}
