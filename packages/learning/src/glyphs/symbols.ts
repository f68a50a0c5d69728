/** A point in the square −1 … 1, x to the right, y down. */
export type Point = readonly [x: number, y: number];

/** A symbol as the lines a pen draws: each a run of points. */
export interface Glyph {
  name: string;
  strokes: readonly (readonly Point[])[];
}

/** `count` + 1 points of a curve, its parameter from 0 to 1. */
function curve(count: number, at: (t: number) => Point): Point[] {
  return Array.from({ length: count + 1 }, (_, i) => at(i / count));
}

const TURN = 2 * Math.PI;

/** Corners of a polygon on a circle of radius `r`, the first on top; closed. */
function polygon(corners: number, r: number, step = 1): Point[] {
  return curve(corners, (t) => [r * Math.sin(step * t * TURN), -r * Math.cos(step * t * TURN)]);
}

/** A straight line in pieces, so that it can bend. */
function line([x0, y0]: Point, [x1, y1]: Point): Point[] {
  return curve(4, (t) => [x0 + t * (x1 - x0), y0 + t * (y1 - y0)]);
}

function path(...corners: Point[]): Point[] {
  return corners.slice(1).flatMap((corner, i) => line(corners[i], corner));
}

/** The ten classes, by label. */
export const GLYPHS: readonly Glyph[] = [
  { name: "ring", strokes: [curve(14, (t) => [0.8 * Math.sin(t * TURN), 0.8 * Math.cos(t * TURN)])] },
  { name: "square", strokes: [path([-0.7, -0.7], [0.7, -0.7], [0.7, 0.7], [-0.7, 0.7], [-0.7, -0.7])] },
  { name: "triangle", strokes: [path(...polygon(3, 0.95))] },
  { name: "plus", strokes: [line([-0.85, 0], [0.85, 0]), line([0, -0.85], [0, 0.85])] },
  { name: "cross", strokes: [line([-0.7, -0.7], [0.7, 0.7]), line([-0.7, 0.7], [0.7, -0.7])] },
  { name: "star", strokes: [path(...polygon(5, 0.95, 2))] },
  {
    name: "spiral",
    strokes: [
      curve(20, (t) => {
        const r = 0.12 + 0.78 * t;
        return [r * Math.sin(1.9 * t * TURN), -r * Math.cos(1.9 * t * TURN)];
      }),
    ],
  },
  { name: "zigzag", strokes: [path([-0.75, -0.75], [0.75, -0.75], [-0.75, 0.75], [0.75, 0.75])] },
  { name: "arrow", strokes: [path([0, 0.9], [0, -0.9]), path([-0.6, -0.25], [0, -0.9], [0.6, -0.25])] },
  { name: "hourglass", strokes: [path([-0.7, -0.8], [0.7, -0.8], [-0.7, 0.8], [0.7, 0.8], [-0.7, -0.8])] },
];
