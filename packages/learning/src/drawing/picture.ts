import type { ImageShape } from "../examples";
import { drawStrokes } from "../glyphs/draw";
import type { Point } from "../glyphs/symbols";

/** A line that a person drew, as points in any unit, x to the right, y down. */
export type Stroke = readonly Point[];

/** How drawings look as pictures of a data set. Lengths are pixels of the picture. */
export interface DrawingStyle {
  /** The longer side of the drawing. */
  box: number;
  /** Half the thickness of the lines. */
  pen: number;
  /** The brightness of the lines, 1 … 255. */
  ink: number;
}

/**
 * Makes a picture [height, width] of a drawing as MNIST was made: scaled until its longer side fills the box, with its
 * centre of mass in the middle. The thickness of the lines does not depend on how large somebody drew. Empty without a
 * stroke.
 */
export function drawnPicture(
  strokes: readonly Stroke[],
  { height, width }: Pick<ImageShape, "height" | "width">,
  { box, pen, ink }: DrawingStyle,
): Uint8Array<ArrayBuffer> {
  const points = strokes.flat();
  const side = Math.max(height, width);
  const picture = new Uint8Array(height * width);
  if (points.length === 0) return picture;
  const [left, right] = range(points.map(([x]) => x));
  const [top, bottom] = range(points.map(([, y]) => y));
  const longer = Math.max(right - left, bottom - top);
  const scale = longer === 0 ? 1 : (box - 2 * pen) / longer;
  const lines = strokes.map((stroke) => stroke.map(([x, y]): Point => [x * scale, y * scale]));
  const [massX, massY] = centreOfMass(lines);
  const canvas = new Float32Array(side * side);
  const placing = ([x, y]: Point): Point => [x - massX + width / 2, y - massY + height / 2];
  drawStrokes(canvas, side, lines.map(drawable), placing, pen);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) picture[y * width + x] = Math.round(ink * canvas[y * side + x]);
  }
  return picture;
}

/** A tap is a line of no length. */
function drawable(stroke: Stroke): Stroke {
  return stroke.length === 1 ? [stroke[0], stroke[0]] : stroke;
}

function range(values: readonly number[]): [number, number] {
  return values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/** The mean of the lines, weighted by their length; of the points if no line has a length. */
function centreOfMass(strokes: readonly Stroke[]): Point {
  let [sumX, sumY, sum] = [0, 0, 0];
  for (const stroke of strokes) {
    for (let i = 1; i < stroke.length; i++) {
      const [[x0, y0], [x1, y1]] = [stroke[i - 1], stroke[i]];
      const length = Math.hypot(x1 - x0, y1 - y0);
      sumX += (length * (x0 + x1)) / 2;
      sumY += (length * (y0 + y1)) / 2;
      sum += length;
    }
  }
  if (sum > 0) return [sumX / sum, sumY / sum];
  const points = strokes.flat();
  const mean = (axis: 0 | 1) => points.reduce((total, point) => total + point[axis], 0) / points.length;
  return [mean(0), mean(1)];
}
