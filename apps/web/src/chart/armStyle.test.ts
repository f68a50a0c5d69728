import { RunConfig } from "@honest-majority/protocol";
import { describe, expect, test } from "vitest";
import { armStyle, armStyles, MEAN_STYLE } from "./armStyle";
import { MARKS, markPath } from "./markPath";

const colors = (...arms: unknown[]) => armStyles(RunConfig.parse({ arms }).arms).map(({ color }) => color);

describe("armStyles", () => {
  test("draws the plain mean in ink, whatever its place, and numbers the others without it", () => {
    expect(colors("mean", "krum", "coordinateMedian")).toEqual(["--arm-0", "--arm-1", "--arm-2"]);
    expect(colors("krum", "mean", "coordinateMedian")).toEqual(["--arm-1", "--arm-0", "--arm-2"]);
  });

  test("gives a mean after a pre-aggregator, and a second plain mean, colours of their own", () => {
    const clipped = { aggregator: "mean", preAggregators: ["clipping"] };
    const second = { label: "mean again", aggregator: "mean" };
    expect(colors(clipped, "mean", second)).toEqual(["--arm-1", "--arm-0", "--arm-2"]);
  });

  test("keeps the others' styles when an arm is added at the end", () => {
    const before = colors("krum", "coordinateMedian");
    expect(colors("krum", "coordinateMedian", "mean").slice(0, 2)).toEqual(before);
    expect(colors("krum", "coordinateMedian", "geometricMedian").slice(0, 2)).toEqual(before);
  });
});

describe("armStyle", () => {
  const styles = [MEAN_STYLE, ...Array.from({ length: 8 }, (_, place) => armStyle({ isMean: false, place }))];

  test.each(["color", "dash", "mark"] as const)(
    "gives the mean and eight more arms nine values of %s",
    (of) => {
      expect(new Set(styles.map((style) => JSON.stringify(style[of]))).size).toBe(9);
    },
  );

  test("draws only the mean 3 px wide", () => {
    expect(styles.filter(({ width }) => width >= 3)).toEqual([MEAN_STYLE]);
  });

  test("starts over after eight", () => {
    expect(armStyle({ isMean: false, place: 8 })).toEqual(armStyle({ isMean: false, place: 0 }));
  });
});

describe("markPath", () => {
  test("draws a square of radius 10 around (50, 20)", () => {
    expect(markPath("square", 50, 20, 10)).toBe("M41.5 11.5L58.5 11.5L58.5 28.5L41.5 28.5Z"); // half a side is 8.5
  });

  test.each(MARKS)("keeps the %s within 1.3 radii and centred", (mark) => {
    const numbers = markPath(mark, 0, 0, 1)
      .match(/-?[\d.]+/g)!
      .map(Number);
    const xs = numbers.filter((_, i) => i % 2 === 0);
    const ys = numbers.filter((_, i) => i % 2 === 1);
    expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(1.3);
    expect(Math.min(...xs)).toBeCloseTo(-Math.max(...xs));
    expect(Math.abs(Math.min(...ys) + Math.max(...ys))).toBeLessThan(0.3);
  });
});
