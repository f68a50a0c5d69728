import "@honest-majority/testing";
import { expect } from "vitest";
import { between, diameterOf, holds, longest, norm, wideRounds } from "./bounds.cases";

holds(
  "bucketing with s = 2, coordinateMedian: z is between the honest values for m >= 4f + 1",
  "coordinateMedian",
  ({ honest }, z) => between(honest, z, 1e-6),
  {
    among: wideRounds,
    behind: ["bucketing"],
  },
);

holds(
  "arc, mean: z is no longer than the longest honest row",
  "mean",
  ({ honest }, z) => {
    expect(norm(Array.from(z))).toBeLessThanOrEqual(longest(honest) * 1.0001);
  },
  { behind: ["arc"] },
);

holds(
  "clipping, mean: z is no longer than c",
  "mean",
  (_, z) => {
    expect(norm(Array.from(z))).toBeLessThanOrEqual(0.5 * 1.0001);
  },
  { behind: [{ kind: "clipping", c: 0.5 }] },
);

// the m−f rows nearest to an honest row are within the honest diameter of it, and so is their mean
holds(
  "nearestNeighborMixing, coordinateMedian: z is within the honest diameter of the honest values",
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
