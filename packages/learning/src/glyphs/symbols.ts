import { GLYPH_NAMES, type GlyphName } from "./names";

/** A point in the square −1 … 1, x to the right, y down. */
export type Point = readonly [x: number, y: number];

/** A symbol as the lines a pen draws: each a run of points. */
export interface Glyph {
  name: GlyphName;
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

const STROKES: Readonly<Record<GlyphName, Glyph["strokes"]>> = {
  ring: [curve(14, (t) => [0.8 * Math.sin(t * TURN), 0.8 * Math.cos(t * TURN)])],
  square: [path([-0.7, -0.7], [0.7, -0.7], [0.7, 0.7], [-0.7, 0.7], [-0.7, -0.7])],
  triangle: [path(...polygon(3, 0.95))],
  plus: [line([-0.85, 0], [0.85, 0]), line([0, -0.85], [0, 0.85])],
  cross: [line([-0.7, -0.7], [0.7, 0.7]), line([-0.7, 0.7], [0.7, -0.7])],
  star: [path(...polygon(5, 0.95, 2))],
  spiral: [
    curve(20, (t) => {
      const r = 0.12 + 0.78 * t;
      return [r * Math.sin(1.9 * t * TURN), -r * Math.cos(1.9 * t * TURN)];
    }),
  ],
  zigzag: [path([-0.75, -0.75], [0.75, -0.75], [-0.75, 0.75], [0.75, 0.75])],
  arrow: [path([0, 0.9], [0, -0.9]), path([-0.6, -0.25], [0, -0.9], [0.6, -0.25])],
  hourglass: [path([-0.7, -0.8], [0.7, -0.8], [-0.7, 0.8], [0.7, 0.8], [-0.7, -0.8])],
};

/** The ten classes, by label. */
export const GLYPHS: readonly Glyph[] = GLYPH_NAMES.map((name) => ({ name, strokes: STROKES[name] }));
