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
  holds(`${rule}: every coordinate stays between the honest ones`, rule, ({ honest }, z) =>
    between(honest, z),
  );
}

// the m−f kept values are no farther from a centre among the honest ones than the m−f honest values are
for (const rule of ["meamed", "phocas"]) {
  holds(`${rule}: every coordinate stays within a width of the honest ones`, rule, ({ honest }, z) =>
    between(honest, z, 1.0001),
  );
}

holds("bulyan: so it does with 4f + 3 rows", "bulyan", ({ honest }, z) => between(honest, z, 1.0001), {
  among: wideRounds,
});

// the chosen are no farther apart than the honest, and one of them is honest
holds("mda: within the honest diameter of an honest row", "mda", ({ honest }, z) => {
  const nearest = Math.min(...honest.map((row) => norm(minus(row, z))));
  expect(nearest).toBeLessThanOrEqual(diameterOf(honest) * 1.0001);
});

holds("cge: no longer than the longest honest row", "cge", ({ honest }, z) => {
  expect(norm(Array.from(z))).toBeLessThanOrEqual(longest(honest) * 1.0001);
});

test("monna: as near to a trusted honest row as the farthest honest one is", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async ({ f, honest, rows }) => {
      const z = await run({ rule: "monna", pivot: rows.indexOf(honest[0]) }, rows, f);
      expect(norm(minus(z, honest[0]))).toBeLessThanOrEqual(farthest(honest, honest[0]) * 1.0001);
    }),
    { numRuns: 200 },
  );
});

test("aksel: as near to the median as the farthest honest row is", async () => {
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
 * Krum picks a score no worse than an honest row's, which is at most (m−f−2)·D², D the largest honest distance; at
 * least m−2f−1 of the pick's neighbours are honest, so one is within D·√((m−f−2)/(m−2f−1)) of it.
 */
const krumReach = ({ f, honest, m }: { f: number; honest: Row[]; m: number }) => {
  const diameter = Math.max(...honest.map((row) => farthest(honest, row)));
  return { diameter, reach: diameter * Math.sqrt((m - f - 2) / (m - 2 * f - 1)) };
};

holds("krum: an honest row is near the pick", "krum", (round, z) => {
  const nearest = Math.min(...round.honest.map((row) => norm(minus(row, z))));
  expect(nearest).toBeLessThanOrEqual(krumReach(round).reach * 1.0001);
});

holds("multiKrum: so it is for each row it averages", "multiKrum", (round, z) => {
  // each averaged row is within reach of an honest one, which is within D of any other
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

test("centeredClip: f rows of m claim at most f·τ/m of a step, wherever they go", async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async ({ f, honest, rows }) => {
      const config = { rule: "centeredClip", tau: 0.5 };
      const silent = [...honest, ...Array.from({ length: f }, () => new Float32Array(honest[0].length))]; // on the centre
      const difference = minus(await run(config, rows, f), await run(config, silent, f));
      expect(norm(difference)).toBeLessThanOrEqual((f * 0.5 * 1.0001) / rows.length + 1e-6);
    }),
    { numRuns: 100 },
  );
});

test("brsgd: within twice the farthest honest row of the coordinate median, in l1", async () => {
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
  "signMajority: what more than f votes tell apart stays as the honest say",
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
 * f rows at one place B. If one is kept, an honest row reached as far along v, and from the two means' distance
 * |⟨v, B − mean⟩| ≤ m/(m−2f) · R. Along v rows spread at least as widely as along B − mean: f(m−f)/m · ‖B − mean‖² ≤
 * (m−f)R² + f(m−f)/m · ⟨v, B − mean⟩².
 */
test("dnc: f rows that send one vector leave it within R√(m/f + (m/(m−2f))²) of the honest mean", async () => {
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

test("flTrust: no longer than the root and never against it, whoever sends", async () => {
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
