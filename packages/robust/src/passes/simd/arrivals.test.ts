import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Arrivals } from "../../matrix/passes";
import { updateMatrix } from "../plain/updateMatrix";
import { loadKernels } from "./node";
import { simdPasses } from "./passes";
import type { SimdVector } from "./vector";

const kernels = await loadKernels();
const passes = simdPasses(kernels);

function draw(seed: number, m: number, d: number): Float32Array[] {
  const random = stream(seed, m, d);
  return Array.from({ length: m }, () => Float32Array.from({ length: d }, () => random.normal()));
}

const open = (m: number, d: number) => passes.open(m, d) as Arrivals<SimdVector>;
const land = (arrivals: Arrivals<SimdVector>, i: number, row: Float32Array) => void arrivals.land(i, row);

/** A row for each place, that lands in some order; some land with other values before, and are set again. */
interface Landing {
  rows: readonly Float32Array[];
  order: readonly number[];
  again: readonly number[];
}

function landSomeAgain(arrivals: Arrivals<SimdVector>, { rows, order, again }: Landing): void {
  const earlier = rows.map((row) => row.map((x) => 1 - 3 * x));
  for (const [at, i] of order.entries()) {
    land(arrivals, i, again.includes(i) ? earlier[i] : rows[i]);
    const before = order[at >> 1]; // set again after sums that include it
    if (again.includes(before)) land(arrivals, before, rows[before]);
  }
  for (const i of again) land(arrivals, i, rows[i]);
}

const [M, D] = [23, 70];
const PLACES = [...Array(M).keys()];
const ANY_ORDER = fc.shuffledSubarray(PLACES, { minLength: M });
const SOME = fc.subarray(PLACES);
/** All rows, those that are not left out, and the others. */
const presentOf = (leftOut: readonly number[]) =>
  [PLACES, PLACES.filter((i) => !leftOut.includes(i)), leftOut].filter(({ length }) => length > 0);

describe("arrivals", () => {
  test("a row that lands again gets new distances, before and after distances are computed on landing", async () => {
    const rows = draw(1, 5, 40);
    const arrivals = open(5, 40);
    for (const [i, row] of rows.entries()) land(arrivals, i, row);
    const all = [0, 1, 2, 3, 4];
    expect(await arrivals.matrix(all).squaredDistances()).toBeAllClose(
      await updateMatrix(rows).squaredDistances(),
    );
    for (const round of [2, 3]) {
      arrivals.sweep();
      const next = draw(round, 5, 40);
      for (const i of [3, 0, 4, 3, 1]) land(arrivals, i, next[i]); // 3 twice, 2 never
      const now = all.map((i) => (i === 2 ? rows[2] : next[i]));
      const order = [4, 2, 0, 3, 1];
      const expected = await updateMatrix(order.map((i) => now[i])).squaredDistances();
      expect(await arrivals.matrix(order).squaredDistances()).toBeAllClose(expected);
    }
    arrivals.dispose();
  });

  test("distances of rows that differ by a millionth are as exact as those of others", async () => {
    const [first, ...others] = draw(6, 9, 3000);
    const alike = [1e-6, 1e-3, 0.02, 0.05, 0.1, 0].map((share, i) =>
      first.map((x, c) => x + share * others[i][c]),
    );
    const rows = [first, ...alike, ...others.slice(6)];
    const all = [...rows.keys()];
    const exact = await updateMatrix(rows).squaredDistances();
    const arrivals = open(rows.length, 3000);
    const found = [];
    for (const order of [all, all, all.toReversed()]) {
      for (const i of order) land(arrivals, i, rows[i]);
      found.push(await arrivals.matrix(all).squaredDistances());
      arrivals.sweep();
    }
    arrivals.dispose();
    for (const squares of found) {
      expect(squares).toBeAllClose(exact, { rtol: 1e-12, atol: 0 });
      expect(squares).toEqual(found[0]);
    }
  });

  test("distances have the same bits when some were asked for before the last row landed", async () => {
    const rows = draw(9, 6, 3000);
    const found = [];
    for (const early of [[], [2], [2, 0]]) {
      const arrivals = open(6, 3000);
      for (const [i, row] of rows.entries()) {
        land(arrivals, i, row);
        if (i === 3 && early.length > 0) await arrivals.matrix(early).squaredDistances();
      }
      found.push(await arrivals.matrix([0, 1, 2, 3, 4, 5]).squaredDistances());
      arrivals.dispose();
    }
    for (const squares of found) expect(squares).toEqual(found[0]);
  });

  test("the same rows give the same bits in any order of landing and of passes", async () => {
    const rows = draw(4, 7, 3000);
    const answers = [];
    for (const order of [
      [0, 1, 2, 3, 4, 5, 6],
      [6, 2, 5, 0, 3, 1, 4],
    ]) {
      for (const early of [true, false]) {
        const arrivals = open(7, 3000);
        for (let round = 0; round < 2; round++) {
          arrivals.sweep();
          for (const i of order) land(arrivals, i, rows[i]);
          const updates = arrivals.matrix([0, 1, 2, 3, 4, 5, 6]);
          const center = await updates.coordinateMedian();
          if (early) await arrivals.read(center);
          const l1 = await updates.distancesTo(center, "l1");
          answers.push([await updates.squaredDistances(), l1, await updates.majorityScores()]);
        }
        arrivals.dispose();
      }
    }
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  test("the mean has the bits of the plain passes in any order of landing, also with rows set again and left out", async () => {
    const arrivals = open(M, D);
    let round = 8;
    await fc.assert(
      fc.asyncProperty(ANY_ORDER, SOME, SOME, async (order, again, leftOut) => {
        round++;
        const rows = draw(round, M, D);
        landSomeAgain(arrivals, { rows, order, again });
        for (const present of presentOf(leftOut)) {
          const mean = await arrivals.read(await arrivals.matrix(present).mean());
          expect(mean).toEqual(await updateMatrix(present.map((i) => rows[i])).mean());
        }
        arrivals.sweep();
      }),
      { numRuns: 100 },
    );
    arrivals.dispose();
  });

  test("a clipped step has the same bits in any order of landing, also with rows set again and left out", async () => {
    const arrivals = open(M, D);
    const previous = new Float32Array(D);
    const step = async (from: Arrivals<SimdVector>, present: readonly number[], radius: number) => {
      const updates = from.matrix(present);
      const center = from.vector(previous);
      const radii = await updates.distancesTo(center, "l2");
      const kept = radii.map((r) => Math.min(1, radius / r));
      return { kept, center: await from.read(await updates.stepFrom(center, kept, radius)) };
    };
    let round = 8;
    const radii = fc.constantFrom(8, 8, 8, 0.1, 1e9); // a norm is near 8.4
    await fc.assert(
      fc.asyncProperty(ANY_ORDER, SOME, SOME, radii, async (order, again, leftOut, radius) => {
        round++;
        const rows = draw(round, M, D);
        if (round % 5 === 0) rows[round % M].fill(1e30);
        landSomeAgain(arrivals, { rows, order, again });
        for (const present of presentOf(leftOut)) {
          const fresh = open(present.length, D); // nothing is known of its rows
          for (const [place, i] of present.entries()) land(fresh, place, rows[i]);
          const { kept, center } = await step(fresh, [...present.keys()], radius);
          fresh.dispose();
          expect(await step(arrivals, present, radius)).toEqual({ kept, center });
          const plain = updateMatrix(present.map((i) => rows[i]));
          expect(center).toBeAllClose(await plain.stepFrom(previous, kept), { rtol: 1e-6, atol: 1e-12 });
        }
        arrivals.sweep();
        previous.set(draw(round, 1, D)[0].map((x) => x / 10));
      }),
      { numRuns: 100 },
    );
    arrivals.dispose();
  });

  test("a round without new rows has the mean of the rows that are there", async () => {
    const rows = draw(9, 9, 40);
    const arrivals = open(9, 40);
    for (let round = 0; round < 3; round++) {
      for (const [i, row] of rows.entries()) if (round === 0 || i === 5) land(arrivals, i, row);
      const mean = await arrivals.read(await arrivals.matrix([...rows.keys()]).mean());
      expect(mean).toEqual(await updateMatrix(rows).mean());
      arrivals.sweep();
      rows[5] = draw(round, 1, 40)[0];
    }
    arrivals.dispose();
  });

  test("trimShares has the same bits in the visit that sorts and in one of its own", async () => {
    const rows = draw(8, 40, 700).map((row) => row.map((x) => Math.round(3 * x))); // three blocks, many equal values
    const arrivals = open(40, 700);
    for (const [i, row] of rows.entries()) land(arrivals, i, row);
    const matrix = () => arrivals.matrix([...rows.keys()]);
    const sorted = matrix();
    await arrivals.read(await sorted.trimmedMean(7));
    expect(await sorted.trimShares(7)).toEqual(await matrix().trimShares(7));
    arrivals.dispose();
  });

  test("256 rows are sorted and compared like a few rows", async () => {
    const rows = draw(5, 256, 70);
    const arrivals = open(256, 70);
    for (const [i, row] of rows.entries()) land(arrivals, i, row);
    const simd = arrivals.matrix([...rows.keys()]);
    const plain = updateMatrix(rows);
    expect(await arrivals.read(await simd.coordinateMedian())).toEqual(await plain.coordinateMedian());
    expect(await arrivals.read(await simd.trimmedMean(100))).toEqual(await plain.trimmedMean(100));
    expect(await simd.trimShares(100)).toBeAllClose(await plain.trimShares(100));
    expect(await simd.majorityScores()).toEqual(await plain.majorityScores());
    expect(await simd.squaredDistances()).toBeAllClose(await plain.squaredDistances(), { rtol: 1e-12 });
    arrivals.dispose();
  });

  test("a vector first read inside a pass keeps its values when the pass's memory is reused", async () => {
    const rows = draw(6, 4, 70);
    const [v] = draw(7, 1, 70);
    const arrivals = open(4, 70);
    for (const [i, row] of rows.entries()) land(arrivals, i, row);
    const updates = arrivals.matrix([0, 1, 2, 3]);
    const center = arrivals.vector(v);
    const before = await updates.combine(Float64Array.of(1, 1, 0, 0));
    expect(await updates.distancesTo(center, "l2")).toBeAllClose(
      await updateMatrix(rows).distancesTo(v, "l2"),
    );
    await updates.combine(Float64Array.of(0, 1, 1, 1));
    expect(await arrivals.read(center)).toEqual(v);
    expect(await arrivals.read(before)).toBeAllClose(rows[0].map((x, j) => x + rows[1][j]));
    arrivals.dispose();
  });

  test("growing the memory keeps earlier vectors", async () => {
    const row = Float32Array.from({ length: 100_000 }, (_, j) => j);
    const arrivals = open(2, row.length);
    land(arrivals, 0, row);
    land(arrivals, 1, row);
    const updates = arrivals.matrix([0, 1]);
    const first = await updates.combine(Float64Array.of(0.5, 0.25));
    for (let i = 0; i < 50; i++) await updates.combine(Float64Array.of(i, 1)); // 20 MB
    const expected = row.map((x) => 0.75 * x);
    expect(await arrivals.read(first)).toEqual(expected);
    arrivals.dispose();
  });

  test("disposed memory is reused for the next arrivals, without rows, and accepts no more rows", () => {
    const fresh = simdPasses(kernels);
    const { Instance } = WebAssembly;
    // biome-ignore lint/complexity/useArrowFunction: it is called with `new`
    const instances = vi.spyOn(WebAssembly, "Instance").mockImplementation(function (module) {
      return new Instance(module);
    });
    const first = fresh.open(3, 5) as Arrivals<SimdVector>;
    land(first, 0, new Float32Array(5));
    first.dispose();
    first.dispose();
    const next = fresh.open(4, 6) as Arrivals<SimdVector>;
    expect(instances).toHaveBeenCalledTimes(1);
    fresh.open(1, 1);
    expect(instances).toHaveBeenCalledTimes(2); // a second dispose does not free the first memory again
    instances.mockRestore();
    expect(() => next.matrix([0])).toThrow("matrix: row 0 must have landed, it has not");
    expect(() => first.matrix([0])).toThrow("matrix: row 0 must have landed, it has not");
    expect(() => land(first, 0, new Float32Array(5))).toThrow("passes: values must come before dispose");
  });

  test("open, land and matrix reject arguments of the wrong size", () => {
    expect(() => passes.open(0, 3)).toThrow("passes: m must be an integer >= 1, got 0");
    const arrivals = open(2, 3);
    expect(() => land(arrivals, 2, new Float32Array(3))).toThrow(
      "land: i must be an integer in 0 … 1, got 2",
    );
    expect(() => land(arrivals, 0, new Float32Array(4))).toThrow("land: a row must hold 3 values, got 4");
    expect(() => arrivals.matrix([])).toThrow("matrix: at least one row must be named, got 0");
  });
});
