import type { Random } from "@honest-majority/random";
import type { Glyph, Point } from "./symbols";

/** How far a drawing may differ from its symbol. Pixels are those of the picture. */
export interface Distortion {
  /** Largest turn, radians. */
  turn: number;
  /** Smallest and largest half-width of the symbol, pixels. */
  halfWidth: readonly [number, number];
  /** Largest relative change of width against height, and shear. */
  stretch: number;
  /** Largest offset of the centre, pixels. */
  shift: number;
  /** Deviation of the smooth bend, pixels. */
  bend: number;
  /** Smallest and largest half-thickness of the pen, pixels. */
  pen: readonly [number, number];
}

/** A way to place points of the square −1 … 1 in a picture of side² pixels. */
export type Placing = (point: Point) => Point;

/** A random affine map with a smooth random bend on top. */
export function drawPlacing(random: Random, side: number, distortion: Distortion): Placing {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const around = (reach: number) => between(-reach, reach);
  const { halfWidth, stretch, shift, bend } = distortion;
  const angle = around(distortion.turn);
  const size = between(...halfWidth);
  const wide = size * (1 + around(stretch));
  const high = size * (1 + around(stretch));
  const shear = around(stretch);
  const centre = side / 2;
  const [dx, dy] = [around(shift), around(shift)];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const waves = Array.from({ length: 4 }, () => ({
    amplitude: (random.normal() * bend) / Math.SQRT2,
    frequency: [around(3), around(3)],
    phase: around(Math.PI),
  }));
  return ([x, y]) => {
    const [sx, sy] = [wide * (x + shear * y), high * y];
    const wave = waves.map((w) => w.amplitude * Math.sin(w.frequency[0] * x + w.frequency[1] * y + w.phase));
    return [
      centre + dx + cos * sx - sin * sy + wave[0] + wave[1],
      centre + dy + sin * sx + cos * sy + wave[2] + wave[3],
    ];
  };
}

/** Draws strokes into `ink` [side²] with a round pen: 1 on the stroke, falling to 0 over a pixel. */
export function drawStrokes(
  ink: Float32Array,
  side: number,
  strokes: Glyph["strokes"],
  placing: Placing,
  pen: number,
) {
  for (const stroke of strokes) {
    const points = stroke.map(placing);
    for (let i = 1; i < points.length; i++) drawSegment(ink, side, points[i - 1], points[i], pen);
  }
}

function drawSegment(ink: Float32Array, side: number, [x0, y0]: Point, [x1, y1]: Point, pen: number) {
  const reach = pen + 1;
  const clamp = (v: number) => Math.max(0, Math.min(side - 1, v));
  const [left, right] = [
    clamp(Math.ceil(Math.min(x0, x1) - reach)),
    clamp(Math.floor(Math.max(x0, x1) + reach)),
  ];
  const [top, bottom] = [
    clamp(Math.ceil(Math.min(y0, y1) - reach)),
    clamp(Math.floor(Math.max(y0, y1) + reach)),
  ];
  const [dx, dy] = [x1 - x0, y1 - y0];
  const length2 = dx * dx + dy * dy || 1;
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const along = ((x - x0) * dx + (y - y0) * dy) / length2;
      const t = Math.max(0, Math.min(1, along));
      const [ox, oy] = [x - x0 - t * dx, y - y0 - t * dy];
      const covered = pen + 0.5 - Math.sqrt(ox * ox + oy * oy);
      if (covered > ink[y * side + x]) ink[y * side + x] = Math.min(covered, 1);
    }
  }
}
