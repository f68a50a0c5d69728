import type { MapPoint } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { alignAxes } from "./alignAxes";

const before = new Map<string, MapPoint>([
  ["ada", { x: 0, y: 0 }],
  ["ben", { x: 3, y: 0 }],
  ["cleo", { x: 0, y: 4 }],
]);
const changed = (change: (point: MapPoint) => MapPoint) =>
  new Map([...before].map(([key, point]) => [key, change(point)]));

function expectClose(points: Iterable<[string, MapPoint]>, digits = 12) {
  for (const [key, { x, y }] of points) {
    const expected = before.get(key);
    expect(x).toBeCloseTo(expected?.x ?? Number.NaN, digits);
    expect(y).toBeCloseTo(expected?.y ?? Number.NaN, digits);
  }
}

describe("alignAxes", () => {
  test("turns a rotated copy back", () => {
    const turned = changed(({ x, y }) => ({ x: 0.6 * x - 0.8 * y, y: 0.8 * x + 0.6 * y }));
    const turn = alignAxes(turned, before);
    expectClose([...turned].map(([key, point]) => [key, turn(point)]));
  });

  test("turns a mirrored copy back", () => {
    const mirrored = changed(({ x, y }) => ({ x: y, y: x }));
    const turn = alignAxes(mirrored, before);
    expectClose([...mirrored].map(([key, point]) => [key, turn(point)]));
  });

  test("does not scale and does not shift", () => {
    const larger = changed(({ x, y }) => ({ x: 2 * x + 5, y: 2 * y - 5 }));
    const turn = alignAxes(larger, before);
    for (const point of larger.values()) {
      expect(turn(point).x).toBeCloseTo(point.x, 12);
      expect(turn(point).y).toBeCloseTo(point.y, 12);
    }
  });

  test("matches the points by their keys, in any order, and leaves out the others", () => {
    const turned = [...changed(({ x, y }) => ({ x: -x, y: -y }))].reverse();
    const turn = alignAxes(new Map([...turned, ["new", { x: 100, y: -1 }]]), before);
    expectClose(turned.map(([key, point]) => [key, turn(point)]));
    expect(turn({ x: 100, y: -1 }).x).toBeCloseTo(-100, 10);
  });

  test.each([
    ["nothing is shared", new Map([["zoe", { x: 1, y: 2 }]])],
    ["one point is shared", new Map([["ben", { x: 1, y: 2 }]])],
    ["all points are equal", changed(() => ({ x: 0, y: 0 }))],
  ])("turns nothing when %s", (_, now) => {
    expect(alignAxes(now, before)({ x: 1, y: 2 })).toEqual({ x: 1, y: 2 });
  });
});
