import "@honest-majority/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { spreadOf } from "../numerics/spread";
import { updateMatrix } from "../passes/plain/updateMatrix";
import {
  between,
  diameterOf,
  farthest,
  holds,
  longest,
  meanOf,
  minus,
  norm,
  type Row,
  rounds,
  run,
  wideRounds,
} from "./bounds.cases";

for (const rule of ["coordinateMedian", "trimmedMean"]) {
  holds(`${rule}: every coordinate stays between the honest values`, rule, ({ honest }, z) =>
    between(honest, z),
  );
}

// the m−f kept values are no farther from a centre in the honest range than the m−f honest values are
for (const rule of ["meamed", "phocas"]) {
  holds(`${rule}: every coordinate stays within one width of the honest range`, rule, ({ honest }, z) =>
    between(honest, z, 1.0001),
  );
}

holds(
  "bulyan: every coordinate stays within one width of the honest range for m >= 4f + 3",
  "bulyan",
  ({ honest }, z) => between(honest, z, 1.0001),
  {
    among: wideRounds,
  },
);

// the chosen rows are no farther apart than the honest rows, and one of them is honest
holds("mda: within the honest diameter of an honest row", "mda", ({ honest }, z) => {
  const nearest = Math.min(...honest.map((row) => norm(minus(row, z))));
  expect(nearest).toBeLessThanOrEqual(diameterOf(honest) * 1.0001);
});

holds("cge: no longer than the longest honest row", "cge", ({ honest }, z) => {
  expect(norm(Array.from(z))).toBeLessThanOrEqual(longest(honest) * 1.0001);
});

test("monna: z is no farther from a trusted honest row than the farthest honest row", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async ({ f, honest, rows }) => {
      const z = await run({ rule: "monna", pivot: rows.indexOf(honest[0]) }, rows, f);
      expect(norm(minus(z, honest[0]))).toBeLessThanOrEqual(farthest(honest, honest[0]) * 1.0001);
    }),
    { numRuns: 200 },
  );
});

test("aksel: z is no farther from the median than the farthest honest row", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async ({ f, honest, rows }) => {
      const center = await updateMatrix(rows).coordinateMedian("lower");
      const z = await run("aksel", rows, f);
      expect(norm(minus(z, center))).toBeLessThanOrEqual(farthest(honest, center) * 1.0001);
    }),
    { numRuns: 200 },
  );
});

/*
 * Krum picks a row whose score is no worse than an honest row's, which is at most (m−f−2)·D², D the largest honest
 * distance. At least m−2f−1 of its neighbours are honest, so one is within D·√((m−f−2)/(m−2f−1)) of it.
 */
const krumReach = ({ f, honest, m }: { f: number; honest: Row[]; m: number }) => {
  const diameter = Math.max(...honest.map((row) => farthest(honest, row)));
  return { diameter, reach: diameter * Math.sqrt((m - f - 2) / (m - 2 * f - 1)) };
};

holds("krum: an honest row is near the row that it picks", "krum", (round, z) => {
  const nearest = Math.min(...round.honest.map((row) => norm(minus(row, z))));
  expect(nearest).toBeLessThanOrEqual(krumReach(round).reach * 1.0001);
});

holds("multiKrum: an honest row is near every row that it averages", "multiKrum", (round, z) => {
  // each averaged row is within that distance of an honest row, which is within D of any other
  const { diameter, reach } = krumReach(round);
  expect(farthest([z], round.honest[0])).toBeLessThanOrEqual((reach + diameter) * 1.0001);
});

holds(
  "geometricMedian: within 2(m−f)/(m−2f) honest radii of any centre",
  "geometricMedian",
  ({ f, honest, m }, z) => {
    const center = meanOf(honest);
    const bound = ((2 * (m - f)) / (m - 2 * f)) * farthest(honest, center);
    expect(norm(minus(z, center))).toBeLessThanOrEqual(bound * 1.0001);
  },
);

holds("centeredClip: a step moves at most τ", { rule: "centeredClip", tau: 0.5 }, (_, z) => {
  expect(norm(Array.from(z))).toBeLessThanOrEqual(0.5 * 1.0001);
});

test("centeredClip: f rows of m add at most f·τ/m to a step, at any distance", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async ({ f, honest, rows }) => {
      const config = { rule: "centeredClip", tau: 0.5 };
      const silent = [...honest, ...Array.from({ length: f }, () => new Float32Array(honest[0].length))]; // rows on the centre
      const difference = minus(await run(config, rows, f), await run(config, silent, f));
      expect(norm(difference)).toBeLessThanOrEqual((f * 0.5 * 1.0001) / rows.length + 1e-6);
    }),
    { numRuns: 100 },
  );
});

test("brsgd: z is within twice the l1 distance of the farthest honest row from the coordinate median", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async ({ f, honest, rows }) => {
      const center = await run("coordinateMedian", rows, f);
      const l1 = (row: Row) => minus(row, center).reduce((sum, x) => sum + Math.abs(x), 0);
      // more than half of the rows are honest, so the median distance is at most the largest honest one
      expect(l1(await run("brsgd", rows, f))).toBeLessThanOrEqual(2.0001 * Math.max(...honest.map(l1)));
    }),
    { numRuns: 200 },
  );
});

/** ‖z − honest mean‖ / √λ_H, λ_H the top eigenvalue of the honest rows' covariance. */
function errorInDeviations(honest: readonly Row[], z: Row): number {
  const squares = updateMatrix(honest).squaredDistances() as Float64Array;
  const { top } = spreadOf(squares, honest.length, new Float64Array(honest.length).fill(1));
  return norm(minus(z, meanOf(honest))) / Math.sqrt(top);
}

holds("smea: within √(4f/(m−f)) · (1 + f/(m−2f)) honest deviations", "smea", ({ f, honest, m }, z) => {
  const bound = Math.sqrt((4 * f) / (m - f)) * (1 + f / (m - 2 * f));
  expect(errorInDeviations(honest, z)).toBeLessThanOrEqual(bound * 1.0001);
});

holds("caf: within √f · (√(m−f)/h + (2+√2)(m−f)/h^1.5) honest deviations, h = m−2f", "caf", (round, z) => {
  const { f, honest, m } = round;
  const h = m - 2 * f;
  const bound = Math.sqrt(f) * (Math.sqrt(m - f) / h + ((2 + Math.SQRT2) * (m - f)) / h ** 1.5);
  expect(errorInDeviations(honest, z)).toBeLessThanOrEqual(bound * 1.0001);
});

holds(
  "signMajority: a coordinate with more than f votes between the honest signs keeps the honest sign",
  "signMajority",
  (round, z) => {
    for (let j = 0; j < z.length; j++) {
      const votes = round.honest.reduce((sum, row) => sum + Math.sign(row[j]), 0);
      expect([-1, 0, 1]).toContain(z[j] + 0);
      if (Math.abs(votes) > round.f) expect(z[j]).toBe(Math.sign(votes));
    }
  },
);

for (const config of ["clippedClustering", "signGuard", { rule: "signGuard", share: 1, upper: 1e9 }]) {
  holds(`${JSON.stringify(config)}: no longer than the longest honest row`, config, ({ honest }, z) => {
    const longest = Math.max(...honest.map((row) => norm(Array.from(row))));
    expect(norm(Array.from(z))).toBeLessThanOrEqual(longest * 1.0001);
  });
}

/*
 * f rows at one place B. If one of them is kept, an honest row is as far out along v, so with the distance of the two
 * means |⟨v, B − mean⟩| ≤ m/(m−2f) · R. Along v the rows spread at least as widely as along B − mean:
 * f(m−f)/m · ‖B − mean‖² ≤ (m−f)R² + f(m−f)/m · ⟨v, B − mean⟩².
 */
test("dnc: with f equal Byzantine rows z is within R√(m/f + (m/(m−2f))²) of the honest mean", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async ({ f, honest, rows }) => {
      const [sent] = rows.filter((row) => !honest.includes(row as Float32Array<ArrayBuffer>));
      const colluders = [...honest, ...Array.from({ length: f }, () => sent)];
      const m = colluders.length;
      const center = meanOf(honest);
      const bound = farthest(honest, center) * Math.sqrt(m / f + (m / (m - 2 * f)) ** 2);
      const z = await run("dnc", colluders, f);
      expect(norm(minus(z, center))).toBeLessThanOrEqual(bound * 1.0001);
    }),
    { numRuns: 200 },
  );
});

test("flTrust: z is no longer than the root and never opposes it, whatever the workers send", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, fc.boolean(), async ({ f, honest, rows }, alone) => {
      const root = Float32Array.from(honest[0], (_, j) => 2 - j);
      const byzantine = rows.filter((row) => !honest.includes(row as Float32Array<ArrayBuffer>));
      const z = await run("flTrust", alone ? byzantine : rows, f, { root });
      expect(norm(Array.from(z))).toBeLessThanOrEqual(norm(Array.from(root)) * 1.0001);
      expect(root.reduce((sum, x, j) => sum + x * z[j], 0)).toBeGreaterThanOrEqual(-1e-4);
      expect(norm(minus(z, root))).toBeLessThanOrEqual(Math.SQRT2 * norm(Array.from(root)) * 1.0001);
    }),
    { numRuns: 200 },
  );
});
