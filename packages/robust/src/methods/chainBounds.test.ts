import "@honest-majority/testing";
import { expect } from "vitest";
import { between, diameterOf, holds, longest, norm, wideRounds } from "./bounds.cases";

holds(
  "coordinateMedian behind buckets of two: between the honest ones, with 4f + 1 rows",
  "coordinateMedian",
  ({ honest }, z) => between(honest, z, 1e-6),
  {
    among: wideRounds,
    behind: ["bucketing"],
  },
);

holds(
  "mean behind arc: no longer than the longest honest row",
  "mean",
  ({ honest }, z) => {
    expect(norm(Array.from(z))).toBeLessThanOrEqual(longest(honest) * 1.0001);
  },
  { behind: ["arc"] },
);

holds(
  "mean behind clipping: no longer than c",
  "mean",
  (_, z) => {
    expect(norm(Array.from(z))).toBeLessThanOrEqual(0.5 * 1.0001);
  },
  { behind: [{ kind: "clipping", c: 0.5 }] },
);

// an honest row's m−f nearest are within the honest diameter of it, and so is their mean
holds(
  "coordinateMedian behind nearest-neighbour mixing: within the honest diameter of the honest ones",
  "coordinateMedian",
  ({ honest }, z) => {
    const diameter = diameterOf(honest) * 1.0001;
    for (let j = 0; j < z.length; j++) {
      const column = honest.map((row) => row[j]);
      expect(z[j]).toBeGreaterThanOrEqual(Math.min(...column) - diameter);
      expect(z[j]).toBeLessThanOrEqual(Math.max(...column) + diameter);
    }
  },
  { behind: ["nearestNeighborMixing"] },
);
