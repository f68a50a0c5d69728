import "@honest-majority/testing";
import { AggregatorConfig, PreAggregatorConfig } from "@honest-majority/protocol";
import { stream } from "@honest-majority/random";
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildPipeline } from "./pipeline";
import { updateMatrix } from "./plain/updateMatrix";
import { spreadOf } from "./spread";

type Row = ArrayLike<number>;

const norm = (x: readonly number[]) => Math.hypot(...x);
const minus = (x: Row, y: Row) => Array.from(x, (value, j) => value - y[j]);
const farthest = (rows: readonly Row[], from: Row) => Math.max(...rows.map((row) => norm(minus(row, from))));

async function run(
  config: unknown,
  rows: readonly Row[],
  f: number,
  { stages = [], root }: { stages?: readonly unknown[]; root?: Float32Array } = {},
) {
  const preAggregators = stages.map((stage) => PreAggregatorConfig.parse(stage));
  const arm = { aggregator: AggregatorConfig.parse(config), preAggregators };
  const rule = buildPipeline(arm, { m: rows.length, f, random: stream(7) });
  return (await rule(updateMatrix(rows), new Float32Array(rows[0].length), root)).aggregate;
}

function meanOf(rows: readonly Row[]): number[] {
  return Array.from(rows[0], (_, j) => rows.reduce((sum, row) => sum + row[j], 0) / rows.length);
}

/** Honest rows about a common mean, `fewest(f)` or more, and f Byzantine ones anywhere float32 reaches, among them. */
const roundsOf = (fewest: (f: number) => number) =>
  fc
    .record({
      seed: fc.nat(),
      f: fc.integer({ min: 1, max: 4 }),
      spare: fc.nat(4),
      d: fc.integer({ min: 1, max: 5 }),
    })
    .chain(({ seed, f, spare, d }) => {
      const value = fc.oneof(
        fc.constantFrom(0, 1e10, -1e10, 1e30, -3e38),
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        fc.float({ min: -4, max: 4, noNaN: true }),
      );
      const byzantine = fc.array(fc.array(value, { minLength: d, maxLength: d }), {
        minLength: f,
        maxLength: f,
      });
      return byzantine.map((byzantine) => {
        const random = stream(seed);
        const honest = Array.from({ length: fewest(f) + spare }, () =>
          Float32Array.from({ length: d }, (_, j) => j - 1 + random.normal()),
        );
        return { f, honest, rows: random.shuffle<Row[]>([...honest, ...byzantine]) };
      });
    });

const rounds = roundsOf((f) => f + 3);
/** m ≥ 4f + 3. */
const wideRounds = roundsOf((f) => 3 * f + 3);

function holds(
  name: string,
  config: unknown,
  bound: (round: { f: number; honest: Row[]; m: number }, z: Row) => void,
  { among = rounds, behind = [] }: { among?: typeof rounds; behind?: readonly unknown[] } = {},
) {
  test(name, async () => {
    await fc.assert(
      fc.asyncProperty(among, async ({ f, honest, rows }) => {
        bound({ f, honest, m: rows.length }, await run(config, rows, f, { stages: behind }));
      }),
      { numRuns: 200 },
    );
  });
}

/** Each zⱼ between the honest values of its column, or no more than `leeway` of their range's width outside. */
function between(honest: readonly Row[], z: Row, leeway = 0) {
  for (let j = 0; j < z.length; j++) {
    const column = honest.map((row) => row[j]);
    const [low, high] = [Math.min(...column), Math.max(...column)];
    expect(z[j]).toBeGreaterThanOrEqual(low - leeway * (high - low));
    expect(z[j]).toBeLessThanOrEqual(high + leeway * (high - low));
  }
}

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

holds(
  "coordinateMedian behind buckets of two: between the honest ones, with 4f + 1 rows",
  "coordinateMedian",
  ({ honest }, z) => between(honest, z, 1e-6),
  {
    among: wideRounds,
    behind: ["bucketing"],
  },
);

const diameterOf = (rows: readonly Row[]) => Math.max(...rows.map((row) => farthest(rows, row)));
const longest = (rows: readonly Row[]) => Math.max(...rows.map((row) => norm(Array.from(row))));

// the chosen are no farther apart than the honest, and one of them is honest
holds("mda: within the honest diameter of an honest row", "mda", ({ honest }, z) => {
  const nearest = Math.min(...honest.map((row) => norm(minus(row, z))));
  expect(nearest).toBeLessThanOrEqual(diameterOf(honest) * 1.0001);
});

holds("cge: no longer than the longest honest row", "cge", ({ honest }, z) => {
  expect(norm(Array.from(z))).toBeLessThanOrEqual(longest(honest) * 1.0001);
});

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

test("f + 1 colluders break every rule but those that bound a row's length", async () => {
  const honest = [
    [1, 2],
    [1.5, 1],
    [0.5, 1.5],
  ];
  const far = [4e9, -3e9];
  const rows = [...honest, far, far, far, far];
  for (const rule of [
    "mean",
    "coordinateMedian",
    "trimmedMean",
    "krum",
    "multiKrum",
    "geometricMedian",
    "brsgd",
    "mda",
    "monna",
    "meamed",
    "phocas",
    "bulyan",
    "cge",
    "aksel",
    "caf",
    "smea",
    "dnc",
    "clippedClustering",
    "signGuard",
  ]) {
    expect(norm(Array.from(await run(rule, rows, 3))), rule).toBeGreaterThan(1e8);
  }
  for (const stage of ["nearestNeighborMixing", { kind: "bucketing", s: 1 }, "arc"]) {
    const z = await run("coordinateMedian", rows, 3, { stages: [stage] });
    expect(norm(Array.from(z)), JSON.stringify(stage)).toBeGreaterThan(1e8);
  }
  expect(norm(Array.from(await run({ rule: "centeredClip", tau: 1 }, rows, 3)))).toBeLessThanOrEqual(1);
  // all turned: every sign theirs, and nothing else
  expect(Array.from(await run("signMajority", rows, 3))).toEqual([1, -1]);
  const against = rows.map((row) => (row === far ? [-4e9, -3e9] : row));
  expect(Array.from(await run("signMajority", against, 3))).toEqual([-1, -1]);
  // but not with f
  expect(Array.from(await run("signMajority", against.slice(0, 5), 2))).toEqual([1, 1]);
  const root = Float32Array.of(1, 1);
  expect(norm(Array.from(await run("flTrust", rows, 3, { root })))).toBeLessThanOrEqual(Math.SQRT2);
});
