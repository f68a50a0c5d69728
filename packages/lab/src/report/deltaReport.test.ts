import { describe, expect, test } from "vitest";
import type { Place } from "../convex/brsgdLimit";
import { type DeltaGrid, deltaVerdicts, type Measured, placesOf, THRESHOLDS } from "./deltaReport";

const grid: DeltaGrid = {
  n: [100, 400, 1600],
  m: [10, 40, 160],
  alpha: [0, 0.2, 0.4],
  at: { n: 400, m: 40, alpha: 0.2 },
  seeds: [1, 2, 3],
};
/** Distances by a formula of the place; the seeds are 1 % apart. */
function measuredAs(distance: (place: Place) => number): Measured[] {
  return placesOf(grid).flatMap((place) =>
    THRESHOLDS.flatMap(({ threshold }) =>
      grid.seeds.map((seed) => ({
        place,
        threshold,
        seed,
        distances: { weak: 0, strong: distance(place) * (1 + 0.01 * seed) ** (place.n / 400) },
        delta: 10 / Math.sqrt(place.n),
      })),
    ),
  );
}
const outcomes = (distance: (place: Place) => number) =>
  deltaVerdicts(grid, measuredAs(distance)).map(({ outcome }) => outcome);
const optimal = ({ n, m, alpha }: Place) => alpha / Math.sqrt(n) + 1 / Math.sqrt(n * m);

describe("placesOf", () => {
  test("lists the places of all lines, each once", () => {
    // over n: 3; over m: 2 more; over m without attackers: 3; over α: 1 more, as (0.2) and (0) are there
    expect(placesOf(grid)).toHaveLength(9);
  });
});

describe("deltaVerdicts", () => {
  test("holds for distances of the order of the lower bound, under the worst attack", () => {
    expect(outcomes(optimal)).toEqual(["holds", "holds", "holds", "holds"]);
  });

  test("a planted distance that does not fall with n fails", () => {
    expect(outcomes(({ m, alpha }) => 0.01 * (alpha + 1 / Math.sqrt(m)))[0]).toBe("fails");
  });

  test("a planted distance that grows with m fails, and one that falls faster than the lower bound", () => {
    expect(outcomes(({ n, m }) => (0.01 * m ** 0.2) / Math.sqrt(n))[1]).toBe("fails");
    expect(outcomes(({ n, m }) => 1 / m / Math.sqrt(n))[1]).toBe("fails");
  });

  test("a distance that more workers do not shrink fails only without attackers", () => {
    expect(outcomes(({ n }) => 1 / Math.sqrt(n))).toEqual(["holds", "holds", "fails", "holds"]);
  });

  test("a single planted distance above the theorem's fails", () => {
    // the theorem's is 4·10/√n = 2 at n = 400
    expect(outcomes((place) => (place.alpha === 0.4 ? 3 : optimal(place)))[3]).toBe("fails");
  });

  test("prints the exponents, and is not testable without measurements", () => {
    // the seeds steepen nothing but n = 1600, by 1.01⁴ to 1.03⁴: 0.03 of the exponent
    const [n] = deltaVerdicts(grid, measuredAs(optimal));
    expect(n.measured).toMatch(/^-0\.47 ± 0\.01 \(2𝔗 auto\), .* over 3 seeds at 2𝔗 = 2s$/);
    expect(deltaVerdicts(grid, []).map(({ outcome }) => outcome)).toEqual(Array(4).fill("untestable"));
  });
});
