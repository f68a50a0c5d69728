import type { MapView } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { boxAround, easedBox, frameOf, logRadius, middleOf, placeIn, ringsOf } from "./mapFrame";

const map = (at: readonly [x: number, y: number][], medianDistance = 1): MapView => ({
  run: "r",
  round: 3,
  arm: "mean",
  updates: at.map(([x, y], i) => ({ worker: `w${i}`, x, y })),
  aggregates: [],
  medianDistance,
  shown: 1,
});
const near: [number, number][] = [
  [-1, 0],
  [1, 0],
  [0, 1],
  [0, -1],
  [0, 0],
];

describe("middleOf", () => {
  test("is moved little by a minority far away", () => {
    expect(middleOf(map([...near, [1e6, 1e6]]).updates)).toEqual({ x: 0, y: 0 });
    expect(middleOf([])).toEqual({ x: 0, y: 0 });
  });
});

describe("logRadius", () => {
  test("is strictly increasing, continuous at 1, and 1 + decades beyond", () => {
    const lengths = [0, 0.5, 0.999, 1, 1.001, 5, 50, 1e9];
    const radii = lengths.map(logRadius);
    expect(radii).toEqual(radii.toSorted((a, b) => a - b));
    expect(new Set(radii).size).toBe(lengths.length);
    expect(logRadius(1.001) - logRadius(0.999)).toBeLessThan(0.002);
    expect(logRadius(100)).toBe(3);
  });
});

describe("placeIn", () => {
  test("scales both axes alike, around the middle", () => {
    const frame = { isLog: false, middle: { x: 1, y: 2 }, unit: 2 };
    expect(placeIn(frame, { x: 5, y: 8 })).toEqual({ x: 2, y: 3 });
  });

  test("keeps the angle on a log scale", () => {
    const frame = { isLog: true, middle: { x: 1, y: 0 }, unit: 2 };
    const { x, y } = placeIn(frame, { x: 1 + 600, y: -800 });
    expect(Math.atan2(y, x)).toBeCloseTo(Math.atan2(-800, 600), 12);
    expect(Math.hypot(x, y)).toBeCloseTo(logRadius(500), 12);
    expect(placeIn(frame, { x: 1, y: 0 })).toEqual({ x: 0, y: 0 });
  });
});

describe("boxAround", () => {
  test("is a square around all points with a margin", () => {
    const { x, y, side } = boxAround([
      { x: 0, y: 0 },
      { x: 10, y: 2 },
    ]);
    expect(side).toBeCloseTo(11.6);
    expect([x, y]).toEqual([expect.closeTo(-0.8), expect.closeTo(-4.8)]);
  });

  test("has a side even for one point, equal points and none", () => {
    expect(boxAround([{ x: 3, y: 3 }]).side).toBeGreaterThan(0);
    expect(boxAround([]).side).toBeGreaterThan(0);
  });
});

describe("easedBox", () => {
  const small = { x: -1, y: -1, side: 2 };
  const large = { x: -10, y: -10, side: 20 };

  test("grows at once", () => {
    expect(easedBox(small, large)).toEqual(large);
  });

  test("shrinks by a fifth of the way, and contains what is wanted", () => {
    const eased = easedBox(large, small);
    expect(eased.side).toBeCloseTo(16.4);
    const moved = easedBox(small, { x: 0, y: -1, side: 2 });
    expect(moved.x).toBeLessThanOrEqual(0);
    expect(moved.x + moved.side).toBeGreaterThanOrEqual(2);
    expect(moved.y).toBeLessThanOrEqual(-1);
    expect(moved.y + moved.side).toBeGreaterThanOrEqual(1);
  });
});

describe("frameOf", () => {
  test("turns to a log scale when a point is farther than 5 median distances, and back within 4", () => {
    expect(frameOf(map([...near, [5, 0]])).isLog).toBe(false);
    const far = frameOf(map([...near, [5.1, 0]]));
    expect(far.isLog).toBe(true);
    expect(frameOf(map([...near, [4.5, 0]]), far).isLog).toBe(true);
    expect(frameOf(map([...near, [3.9, 0]]), far).isLog).toBe(false);
  });

  test("counts aggregates and the honest mean as points", () => {
    expect(frameOf({ ...map(near), honestMean: { x: 0, y: 9 } }).isLog).toBe(true);
    expect(frameOf({ ...map(near), aggregates: [{ arm: "mean", x: 0, y: 9 }] }).isLog).toBe(true);
  });

  test("eases the box between maps of one scale only", () => {
    const wide = frameOf(map([...near, [4, 0]]));
    expect(frameOf(map(near), wide).box.side).toBeGreaterThan(frameOf(map(near)).box.side);
    const far = frameOf(map([...near, [1e5, 0]]));
    expect(frameOf(map(near), far).box).toEqual(frameOf(map(near)).box);
  });

  test("draws equal updates as one point inside the box", () => {
    const frame = frameOf(
      map(
        [
          [2, 2],
          [2, 2],
        ],
        0,
      ),
    );
    expect(placeIn(frame, { x: 2, y: 2 })).toEqual({ x: 0, y: 0 });
    expect(frame.box.side).toBeGreaterThan(0);
  });
});

describe("ringsOf", () => {
  test("labels the rings within reach, at places inside the box", () => {
    const frame = frameOf(map([...near, [100, 0]]));
    const rings = ringsOf(frame, [{ x: 0, y: logRadius(5) }]);
    expect(rings.map(({ label }) => label)).toEqual(["5 ×", "50 ×"]);
    for (const { radius, at } of rings.filter(({ at }) => at !== undefined)) {
      expect(Math.hypot(at!.x, at!.y)).toBeCloseTo(radius, 12);
      expect(at!.x).toBeLessThan(frame.box.x + frame.box.side);
    }
    expect(rings[0].at!.y).toBeLessThan(0); // away from the point at the top
    expect(ringsOf(frameOf(map(near)), [])).toEqual([]);
  });

  test("puts a label on the free part of a short arc, and none where it would hide a point", () => {
    // of the ring at 50 only an arc at the right is inside; its label must stand clear of the point on it
    const frame = { isLog: true, middle: { x: 0, y: 0 }, unit: 1, box: { x: -0.66, y: -1.29, side: 3.43 } };
    const point = { x: 2.56, y: 1.28 };
    const at = ringsOf(frame, [{ x: 0, y: 0 }, point]).find(({ label }) => label === "50 ×")!.at!;
    expect(Math.hypot(at.x - point.x, at.y - point.y)).toBeGreaterThan(0.15 * frame.box.side);
    const everywhere = Array.from({ length: 360 }, (_, i) => {
      const angle = (i / 180) * Math.PI;
      return { x: logRadius(50) * Math.cos(angle), y: logRadius(50) * Math.sin(angle) };
    });
    expect(ringsOf(frame, everywhere).find(({ label }) => label === "50 ×")!.at).toBeUndefined();
  });

  test("shows at most four rings, with labels apart from one another and short numbers", () => {
    const frame = frameOf(map([...near, [6e7, 0]]));
    const rings = ringsOf(frame, [{ x: 0, y: 0 }]);
    expect(rings.map(({ label }) => label)).toEqual(["5 ×", "500 ×", "5·10⁴ ×", "5·10⁶ ×"]);
    const places = rings.flatMap(({ at }) => at ?? []);
    expect(places.length).toBeGreaterThan(2);
    for (const [i, a] of places.entries()) {
      for (const b of places.slice(i + 1)) {
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(0.1 * frame.box.side);
      }
    }
  });
});
