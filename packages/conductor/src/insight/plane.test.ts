import { describe, expect, test } from "vitest";
import { medianDistance, planeOf } from "./plane";

/** [m, m] */
function squaredDistances(points: readonly (readonly number[])[]): Float64Array {
  const squared = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0);
  return Float64Array.from(points.flatMap((a) => points.map((b) => squared(a, b))));
}

function scaled(points: readonly (readonly number[])[]) {
  return planeOf(squaredDistances(points), points.length);
}

/** Of all pairs, row by row. */
const distancesBetween = (points: readonly { x: number; y: number }[]) =>
  points.flatMap((a, i) => points.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));

describe("planeOf", () => {
  test("keeps the sides of a 3-4-5 triangle and shows all of it", () => {
    const { points, shown } = scaled([
      [0, 0, 7],
      [3, 0, 7],
      [0, 4, 7],
    ]);
    const [width, height, across] = distancesBetween(points);
    expect(width).toBeCloseTo(3, 12);
    expect(height).toBeCloseTo(4, 12);
    expect(across).toBeCloseTo(5, 12);
    expect(shown).toBeCloseTo(1, 12);
    expect(points.reduce((sum, { x }) => sum + x, 0)).toBeCloseTo(0, 12);
  });

  test("lays collinear points on the first axis", () => {
    const { points } = scaled([
      [1, 1],
      [2, 2],
      [6, 6],
    ]); // along the line at √2·(1, 2, 6), their centre at 3·√2, the farthest positive
    const expected = [-2, -1, 3].map((at) => at * Math.SQRT2);
    expect(points.map(({ y }) => y)).toEqual([0, 0, 0]);
    points.forEach(({ x }, i) => {
      expect(x).toBeCloseTo(expected[i], 12);
    });
  });

  test("puts an outlier on the first axis, and the rest at the other end", () => {
    const { points, shown } = scaled([
      [0, 0, 1],
      [0, 1, 0],
      [1, 0, 0],
      [100, 100, 100],
    ]); // the centre of the three is (1/3, 1/3, 1/3): 99⅔·√3 = 172.628 from the outlier
    expect(points[3].x).toBeCloseTo(0.75 * 172.628, 2);
    expect(Math.abs(points[3].y)).toBeLessThan(1e-6);
    // the three form a triangle of side √2 across the line; the plane shows half of it
    const across = 2; // the sum of their squared distances from their centre, 3·(2/3)
    const along = 0.75 * 172.628 ** 2;
    expect(shown).toBeCloseTo((along + across / 2) / (along + across), 6);
  });

  test("shows two of the three equal directions of a tetrahedron", () => {
    const corners = [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 1 : 0)));
    expect(scaled(corners).shown).toBeCloseTo(2 / 3, 12);
  });

  test.each([1, 2, 5])("puts %d equal vectors at the origin", (m) => {
    const { points, shown, place } = planeOf(new Float64Array(m * m), m);
    expect(points).toEqual(Array.from({ length: m }, () => ({ x: 0, y: 0 })));
    expect(shown).toBe(1);
    expect(place(new Float64Array(m).fill(9))).toEqual({ x: 0, y: 0 });
  });

  test("puts two vectors at half their distance from the origin", () => {
    expect(scaled([[5], [8]]).points).toEqual([
      { x: expect.closeTo(1.5, 12), y: 0 },
      { x: expect.closeTo(-1.5, 12), y: 0 },
    ]);
  });

  test.each([1e-30, 1e30])("scales with updates of size %d", (size) => {
    const { points } = scaled([
      [0, 0],
      [3 * size, 0],
      [0, 4 * size],
    ]);
    expect(distancesBetween(points)[2] / size).toBeCloseTo(5, 9);
  });

  test("gives the same points when it is called again, for 256 vectors", () => {
    const points = Array.from({ length: 256 }, (_, i) => [Math.sin(i), Math.cos(3 * i), (i % 7) / 5]);
    expect(scaled(points).points).toEqual(scaled(points).points);
  });
});

describe("place", () => {
  const corners = [
    [0, 0],
    [3, 0],
    [0, 4],
  ];
  const to = (point: readonly number[]) =>
    corners.map((corner) => (corner[0] - point[0]) ** 2 + (corner[1] - point[1]) ** 2);

  test("finds each of the points that made the plane", () => {
    const { points, place } = scaled(corners);
    corners.forEach((corner, i) => {
      const { x, y } = place(to(corner));
      expect(x).toBeCloseTo(points[i].x, 10);
      expect(y).toBeCloseTo(points[i].y, 10);
    });
  });

  test("keeps the distances of a new point of the plane", () => {
    const { points, place } = scaled(corners);
    const new_ = place(to([3, 4])); // 5, 4 and 3 from the corners
    const distances = points.map(({ x, y }) => Math.hypot(x - new_.x, y - new_.y));
    expect(distances[0]).toBeCloseTo(5, 10);
    expect(distances[1]).toBeCloseTo(4, 10);
    expect(distances[2]).toBeCloseTo(3, 10);
  });

  test("projects a point outside of the plane", () => {
    const { place } = scaled(corners);
    const above = place(to([3, 4]).map((squared) => squared + 10 ** 2));
    const below = place(to([3, 4]));
    expect(above.x).toBeCloseTo(below.x, 10);
    expect(above.y).toBeCloseTo(below.y, 10);
  });
});

describe("medianDistance", () => {
  test("is the middle distance, or the mean of the two middle ones", () => {
    const triangle = [
      [0, 0],
      [3, 0],
      [0, 4],
    ];
    expect(medianDistance(squaredDistances(triangle), 3)).toBe(4);
    // 0 1 3 7: 1, 2, 3, 4, 6, 7
    expect(medianDistance(squaredDistances([[0], [1], [3], [7]]), 4)).toBe(3.5);
  });

  test("is 0 for one vector and for equal ones", () => {
    expect(medianDistance(new Float64Array(1), 1)).toBe(0);
    expect(medianDistance(new Float64Array(9), 3)).toBe(0);
  });
});
