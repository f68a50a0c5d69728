/** The shapes that mark arms, as path data for both an SVG `d` and a canvas's `Path2D`. Pure. */

type Corner = readonly [x: number, y: number];

/** Each shape's corners in units of its radius, x to the right and y down. All shapes are filled. */
const CORNERS = {
  star: star(5),
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  triangle: [
    [0, -1],
    [1, 0.8],
    [-1, 0.8],
  ],
  diamond: [
    [0, -1.15],
    [1.15, 0],
    [0, 1.15],
    [-1.15, 0],
  ],
  bar: [
    [-0.4, -1.15],
    [0.4, -1.15],
    [0.4, 1.15],
    [-0.4, 1.15],
  ],
  hourglass: [
    [-0.95, -1],
    [0.95, -1],
    [-0.95, 1],
    [0.95, 1],
  ],
  wedge: [
    [-1, -0.8],
    [1, -0.8],
    [0, 1],
  ],
  arch: arch(12),
  plus: [
    [-0.35, -1.1],
    [0.35, -1.1],
    [0.35, -0.35],
    [1.1, -0.35],
    [1.1, 0.35],
    [0.35, 0.35],
    [0.35, 1.1],
    [-0.35, 1.1],
    [-0.35, 0.35],
    [-1.1, 0.35],
    [-1.1, -0.35],
    [-0.35, -0.35],
  ],
} satisfies Record<string, readonly Corner[]>;

export type Mark = keyof typeof CORNERS;

export const MARKS = Object.keys(CORNERS) as Mark[];

/** A mark of radius `r` around (x, y). */
export function markPath(mark: Mark, x: number, y: number, r: number): string {
  const points = CORNERS[mark].map(([dx, dy]) => `${round(x + r * dx)} ${round(y + r * dy)}`);
  return `M${points.join("L")}Z`;
}

const round = (value: number) => Math.round(100 * value) / 100;

function star(points: number): Corner[] {
  return Array.from({ length: 2 * points }, (_, i) => {
    const angle = (Math.PI * i) / points;
    const radius = i % 2 === 0 ? 1.3 : 0.55;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  });
}

/** The upper half of a disc. */
function arch(steps: number): Corner[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = (Math.PI * i) / steps;
    return [-1.25 * Math.cos(angle), 0.65 - 1.3 * Math.sin(angle)];
  });
}
