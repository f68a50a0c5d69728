import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Arrivals } from "../../matrix/passes";
import type { Later } from "../../matrix/updateMatrix";
import { updateMatrixCases } from "../../matrix/updateMatrix.cases";
import { conformanceCases } from "../../methods/conformance.cases";
import { indicator } from "../../numerics/selection";
import { updateMatrix } from "../plain/updateMatrix";
import { inHeap } from "./inHeap.cases";
import { loadKernels } from "./node";
import { simdPasses } from "./passes";

import { plainMatrix } from "./plainMatrix";
import type { SimdVector } from "./vector";

const passes = simdPasses(await loadKernels());

/** Lands the rows from the last to the first. */
function landed(rows: readonly ArrayLike<number>[]): Arrivals<SimdVector> {
  const arrivals = passes.open(rows.length, rows[0].length) as Arrivals<SimdVector>;
  for (const i of [...rows.keys()].reverse()) void arrivals.land(i, Float32Array.from(rows[i]));
  return arrivals;
}

updateMatrixCases("the SIMD passes", inHeap(await loadKernels()));

describe("SIMD passes", () => {
  test("plainMatrix's read sums every value", async () => {
    const matrix = plainMatrix(await loadKernels(), [Float32Array.of(1, -2, 4), Float32Array.of(3, 0.5, 5)]);
    expect(matrix.read()).toBe(0);
    matrix.land();
    expect(matrix.read()).toBe(11.5);
  });

  test("name m, d and what to do when the updates do not fit into 4 GiB", () => {
    // 16,000 · 72,000 · 4 bytes are 4.3 GiB; growing a memory that far is refused before anything is touched
    expect(() => passes.open(16_000, 72_000)).toThrow(
      /^simdPasses: m = 16000 updates of d = 72000 values, and what .* 4 GiB .*: send fewer or shorter updates, or take the plain passes$/,
    );
  });

  test("name m and d when a rule's own memory does not fit", async () => {
    const arrivals = landed([
      [1, 2],
      [3, 4],
    ]);
    const large = { length: 2 ** 30 } as Float32Array; // 4 GiB beside the rows
    expect(() => arrivals.vector(large)).toThrow(/m = 2 updates of d = 2 values/);
  });

  test("combine around a row takes weights below float32's smallest normal number in double precision", async () => {
    // 2⁻¹⁴⁷ is the fourth smallest float32: single precision would take this weight for 2⁻¹⁴⁷
    const weight = 1.1 * 2 ** -147;
    const arrivals = landed([[0], [2 ** 127]]);
    const sum = await arrivals.matrix([0, 1]).combine(Float64Array.of(1 - weight, weight), 0);
    expect(await arrivals.read(sum)).toBeAllClose([1.1 * 2 ** -20], { rtol: 1e-6, atol: 0 });
  });

  conformanceCases("the SIMD passes", passes);

  const value = fc.oneof(
    fc.float({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 1, -1, 0.5),
    fc.integer({ min: -3, max: 3 }), // so that many values are equal
  );
  const rows = fc
    .record({ m: fc.integer({ min: 1, max: 140 }), d: fc.integer({ min: 1, max: 300 }), seed: fc.nat() })
    .chain(({ m, d, seed }) =>
      fc.array(value, { minLength: 1, maxLength: 200 }).map((values) => {
        const random = stream(seed, m, d);
        return Array.from({ length: m }, () =>
          Float32Array.from({ length: d }, () => values[random.int(values.length)]),
        );
      }),
    );
  const runs = { numRuns: 100 };

  /** −0 as 0, because a sum may start with either. */
  const positive = (values: Float32Array) => values.map((x) => x + 0);

  /** Compares every pass of both implementations on the same rows. Sums of doubles may be added in another order. */
  test("SIMD passes agree with the plain passes for any rows, and order statistics agree bit for bit", async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(), async (rows, seed) => {
        const [m, d] = [rows.length, rows[0].length];
        const random = stream(seed, "pick");
        const f = random.int((m + 1) >> 1);
        const keep = 1 + random.int(m);
        const k = 1 + random.int(6);
        // at most 1/m each, so that no sum overflows
        const weights = Float64Array.from({ length: k * m }, () => (random.int(9) - 4) / 4 / m);
        const plain = updateMatrix(rows);
        const arrivals = landed(rows);
        const simd = arrivals.matrix([...rows.keys()]);
        const center = rows[random.int(m)];
        const v = arrivals.vector(center);
        const read = async (vector: Later<SimdVector>) => positive(await arrivals.read(await vector));
        const same = async (answer: Later<SimdVector>, expected: Later<Float32Array>) =>
          expect(await read(answer)).toEqual(positive(await expected));
        const first = weights.subarray(0, m);
        const [middle, plainMiddle] = [await simd.coordinateMedian(), await plain.coordinateMedian()];
        const close = { rtol: 1e-12, atol: 0 }; // sums in another order
        const norm = random.int(2) === 0 ? "l1" : "l2";
        expect(await simd.distancesTo(middle, norm)).toBeAllClose(
          await plain.distancesTo(plainMiddle, norm),
          close,
        );
        await same(middle, plainMiddle);
        await same(simd.coordinateMedian("lower"), plain.coordinateMedian("lower"));
        await same(simd.trimmedMean(f), plain.trimmedMean(f));
        await same(simd.meanAround(v, keep), plain.meanAround(center, keep));
        await same(simd.combine(first), plain.combine(first));
        await same(simd.stepFrom(v, first), plain.stepFrom(center, first));
        await same(simd.signMajority(), plain.signMajority());
        expect(await simd.majorityScores()).toEqual(await plain.majorityScores());
        expect(await simd.signCounts()).toEqual(await plain.signCounts());
        expect(await simd.signAgreements(v)).toEqual(await plain.signAgreements(center));
        const [mixed, plainMixed] = [await simd.mix(weights, k), await plain.mix(weights, k)];
        const columns = Uint32Array.from(random.shuffle([...Array(d).keys()]).slice(0, 1 + random.int(d)));
        const [narrow, plainNarrow] = [await simd.columns(columns), await plain.columns(columns)];
        await same(narrow.trimmedMean(f), plainNarrow.trimmedMean(f));
        for (let i = 0; i < k; i++) {
          const one = indicator(k, [i]);
          await same(mixed.combine(one), plainMixed.combine(one));
        }
        // rows that stay, that shrink and that are sums of two
        const sparse = new Float64Array(m * m);
        for (let i = 0; i < m; i++) {
          sparse[i * m + random.int(m)] = random.int(2);
          sparse[i * m + i] = [1, 0.3][random.int(2)];
        }
        const [thin, plainThin] = [await simd.mix(sparse, m), await plain.mix(sparse, m)];
        for (let i = 0; i < m; i++) {
          const one = indicator(m, [i]);
          await same(thin.combine(one), plainThin.combine(one));
        }
        const chosen = random.shuffle([...rows.keys()]).slice(0, 1 + random.int(m));
        expect(await simd.trimShares(f)).toBeAllClose(await plain.trimShares(f), {
          rtol: 1e-12,
          atol: 1e-15,
        });
        expect(await simd.squaredDistances()).toBeAllClose(await plain.squaredDistances(), close);
        expect(await mixed.squaredDistances()).toBeAllClose(await plainMixed.squaredDistances(), close);
        expect(await simd.select(chosen).squaredDistances()).toBeAllClose(
          await plain.select(chosen).squaredDistances(),
          close,
        );
        expect(await simd.distancesTo(v, "l1")).toBeAllClose(await plain.distancesTo(center, "l1"), close);
        expect(await simd.distancesTo(v, "l2")).toBeAllClose(await plain.distancesTo(center, "l2"), close);
        arrivals.dispose();
      }),
      runs,
    );
  });
});
