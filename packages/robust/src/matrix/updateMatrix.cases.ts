import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import type { Later, UpdateMatrix } from "./updateMatrix";

/** One implementation: how it takes rows, and how vectors are passed in and read back. */
export interface Implementation<Vector> {
  matrix(rows: readonly ArrayLike<number>[]): UpdateMatrix<Vector>;
  vector(values: ArrayLike<number>): Vector;
  values(vector: Vector): Later<ArrayLike<number>>;
}

const a = [1, -2, 4];
const b = [3, 0, 5];
const c = [2, 6, -1];
const e = [-4, 1, 0];
const g = [0, 3, 9];

/** The tests that every implementation of the passes must pass. */
export function updateMatrixCases<Vector>(
  name: string,
  { matrix, vector, values }: Implementation<Vector>,
): void {
  const of = (...numbers: number[]) => Float64Array.of(...numbers);

  describe(name, () => {
    test("squaredDistances covers every pair", async () => {
      // a−b = (2,2,1): 9; a−c = (1,8,5): 90; a−e = (5,3,4): 50; b−c = (1,6,6): 73; b−e = (7,1,5): 75; c−e = (6,5,1): 62
      const expected = [0, 9, 90, 50, 9, 0, 73, 75, 90, 73, 0, 62, 50, 75, 62, 0];
      expect(await matrix([a, b, c, e]).squaredDistances()).toBeAllClose(expected);
    });

    test("squaredDistances stays exact beside a large common part, where inner products cancel", async () => {
      // in float32, 4096 + 2⁻¹⁰ is exact; xᵢ·xⱼ near 3.4e7 would need 45 bits to tell 2⁻²⁰ apart
      const near = [4096 + 2 ** -10, 4096];
      expect((await matrix([near, [4096, 4096]]).squaredDistances())[1]).toBe(2 ** -20);
    });

    test("combine returns the weighted sum, and the zero vector for weights 0", async () => {
      const updates = matrix([a, b, c, e]);
      // (0.5 + 0.75 − 1, −1 + 0 + 0.25, 2 + 1.25 + 0)
      expect(await values(await updates.combine(of(0.5, 0.25, 0, 0.25)))).toBeAllClose([0.25, -0.75, 3.25]);
      expect(await values(await updates.combine(of(0, 0, 0, 0)))).toBeAllClose([0, 0, 0]);
    });

    test("combine sums in double precision", async () => {
      // in float32, 1e8 + 1 is 1e8
      expect(await values(await matrix([[1e8], [1], [-1e8]]).combine(of(1, 1, 1)))).toBeAllClose([1]);
    });

    test.each([
      [3, 1],
      [20, 130],
      [33, 4099],
      [200, 129],
    ])("combine around a row keeps its promise of precision: %i × %i", async (m, d) => {
      const random = stream(6, m, d);
      const rows = Array.from({ length: m }, () => Float32Array.from({ length: d }, () => random.normal()));
      const pulls = rows.map(() => random.uniform());
      const total = pulls.reduce((sum, pull) => sum + pull, 0);
      const weights = Float64Array.from(pulls, (pull) => pull / total);
      const x = rows[1];
      const found = await values(await matrix(rows).combine(weights, 1));
      let excess = 0; // over the promised error and the rounding of the result
      for (let j = 0; j < d; j++) {
        let sum = 0;
        let spread = 0;
        for (const [i, row] of rows.entries()) {
          sum += weights[i] * row[j];
          spread += weights[i] * Math.abs(row[j] - x[j]);
        }
        const bound = 2 ** -24 * ((16 + m / 32) * spread + Math.abs(sum));
        excess = Math.max(excess, Math.abs(found[j] - sum) - bound);
      }
      expect(excess).toBe(0);
    });

    test("combine around a row returns the value of equal rows, bit for bit", async () => {
      const third = Math.fround(1 / 3);
      const updates = matrix([
        [third, 7],
        [third, -3],
        [third, 0.1],
      ]);
      const same = await values(await updates.combine(of(0.1, 0.7, 0.2), 2));
      expect(same[0]).toBe(third);
    });

    test("combine around a row adds up many terms of one sign without drift", async () => {
      // one float32 sum of 3000 equal terms is wrong by 6e-6
      const m = 3000;
      const updates = matrix(Array.from({ length: m }, (_, i) => [i === 0 ? 0 : 1]));
      const weights = new Float64Array(m).fill(1 / m);
      expect(await values(await updates.combine(weights, 0))).toBeAllClose([(m - 1) / m], {
        rtol: 1e-6,
        atol: 0,
      });
    });

    test("combine around a row does not overflow", async () => {
      const apart = matrix([
        [3e38, 1],
        [-3e38, 2],
      ]);
      expect(await values(await apart.combine(of(0.5, 0.5), 0))).toBeAllClose([0, 1.5]);
    });

    test("sums that fit into float32 do not overflow on the way", async () => {
      const most = 3.4028234663852886e38;
      for (const m of [2, 3, 5]) {
        const updates = matrix(new Array(m).fill([most, -most]));
        const equal = new Float64Array(m).fill(1 / m);
        const mixed = await updates.mix(new Float64Array([...equal, ...equal]), 2);
        for (const found of [
          updates.combine(equal),
          updates.mean(),
          updates.coordinateMedian(),
          updates.trimmedMean(0),
          updates.meanAround(vector([0, 0]), m),
          mixed.mean(),
        ])
          expect(Array.from(await values(await found))).toEqual([most, -most]);
      }
    });

    test("mean is the column means, and has the bits of the tree: four rows as two pairs", async () => {
      // (1 + 3 + 2 − 4 + 0, −2 + 0 + 6 + 1 + 3, 4 + 5 − 1 + 0 + 9) / 5
      expect(await values(await matrix([a, b, c, e, g]).mean())).toBeAllClose([0.4, 1.6, 3.4]);
      expect(await values(await matrix([a, b, c]).mean())).toBeAllClose([2, 4 / 3, 8 / 3]);
      expect(await values(await matrix([a]).mean())).toBeAllClose(a);
      expect(await values(await matrix([a, b, c, e, g]).select([4, 1]).mean())).toBeAllClose([1.5, 1.5, 7]);
    });

    test("stepFrom adds the kept share of each difference to v", async () => {
      // a−v = (0,−2,2), half of b−v = (1,0,1.5), a quarter of e−v = (−1.25,0.25,−0.5); sum/4 = (−0.0625,−0.4375,0.75)
      const step = await matrix([a, b, c, e]).stepFrom(vector([1, 0, 2]), of(1, 0.5, 0, 0.25));
      expect(await values(step)).toBeAllClose([0.9375, -0.4375, 2.75]);
    });

    test("mix returns a matrix of weighted sums", async () => {
      const mixed = await matrix([a, b, c, e]).mix(of(0.5, 0.5, 0, 0, 0, 0, 0.25, 0.75), 2);
      expect([mixed.m, mixed.d]).toEqual([2, 3]);
      expect(await values(await mixed.combine(of(1, 0)))).toBeAllClose([2, -1, 4.5]);
      expect(await values(await mixed.combine(of(0, 1)))).toBeAllClose([-2.5, 2.25, -0.25]);
    });

    test("coordinateMedian is the middle value, or the mean of the middle two", async () => {
      // columns sorted: −4 1 2 3; −2 0 1 6; −1 0 4 5
      expect(await values(await matrix([a, b, c, e]).coordinateMedian())).toBeAllClose([1.5, 0.5, 2]);
      expect(await values(await matrix([a, b, c]).coordinateMedian())).toBeAllClose([2, 0, 4]);
      expect(await values(await matrix([a, b, c, e]).coordinateMedian("lower"))).toBeAllClose([1, 0, 0]);
      expect(await values(await matrix([a, b, c]).coordinateMedian("lower"))).toBeAllClose([2, 0, 4]);
    });

    test("trimmedMean drops f values at each end", async () => {
      // columns sorted: −4 0 1 2 3; −2 0 1 3 6; −1 0 4 5 9
      expect(await values(await matrix([a, b, c, e, g]).trimmedMean(1))).toBeAllClose([1, 4 / 3, 3]);
      expect(await values(await matrix([a, b, c, e, g]).trimmedMean(0))).toBeAllClose([0.4, 1.6, 3.4]);
    });

    test("trimmedMean keeps small values beside huge ones", async () => {
      // "sum − top − bottom" would leave 0 of the 1 + 2 + 6
      expect(await values(await matrix([[3e38], [1], [-3e38], [6], [2]]).trimmedMean(1))).toBeAllClose([3]);
    });

    test("trimShares gives the share of the columns in which a row survives", async () => {
      // column 1 keeps a, c, g; column 2 keeps b, e, g; column 3 keeps a, b, e
      const shares = await matrix([a, b, c, e, g]).trimShares(1);
      expect(shares).toBeAllClose([2 / 3, 2 / 3, 1 / 3, 2 / 3, 2 / 3]);
    });

    test("trimShares divides the places left among equal values", async () => {
      const shares = (column: number[], f: number) => matrix(column.map((value) => [value])).trimShares(f);
      expect(await shares([1, 5, 1, 1], 1)).toBeAllClose([2 / 3, 0, 2 / 3, 2 / 3]);
      // sorted 0 0 1 2 2 2 without one at each end: one of two zeros stays, and two of three twos
      expect(await shares([2, 0, 2, 1, 0, 2], 1)).toBeAllClose([2 / 3, 0.5, 2 / 3, 1, 0.5, 2 / 3]);
    });

    test("meanAround keeps the nearest values, and two at the same distance share the last place", async () => {
      const updates = matrix([a, b, c, e]);
      const center = vector([1, 0, 2]);
      // nearest two: 1 and 2; 0 and 1; 4 and 0
      expect(await values(await updates.meanAround(center, 2))).toBeAllClose([1.5, 0.5, 2]);
      // third: 3; −2; and 5 or −1, both 3 away: their mean 2, so (4 + 0 + 2)/3
      expect(await values(await updates.meanAround(center, 3))).toBeAllClose([2, -1 / 3, 2]);
      expect(await values(await updates.meanAround(center, 4))).toBeAllClose([0.5, 1.25, 2]);
    });

    test("meanAround treats two values as equally near when only the rounding of the centre separates them", async () => {
      const columns = [
        [1.3, 1.3, 0.2, 0.2],
        [0.1, 0.1, 0.7, 0.7],
        [-3e-5, -3e-5, 1.1e-5, 1.1e-5],
        [7.3e20, 7.3e20, 1.9e20, 1.9e20],
      ];
      const updates = matrix([0, 1, 2, 3].map((i) => columns.map((column) => column[i])));
      const middles = columns.map(([x, , , y]) => (x + y) / 2);
      const center = vector(middles);
      for (const keep of [2, 3]) {
        expect(await values(await updates.meanAround(center, keep))).toBeAllClose(middles, {
          rtol: 1e-6,
          atol: 0,
        });
      }
    });

    test("select returns the matrix of the named rows in the given order", async () => {
      const chosen = matrix([a, b, c, e]).select([2, 0]);
      expect([chosen.m, chosen.d]).toEqual([2, 3]);
      expect(await chosen.squaredDistances()).toBeAllClose([0, 90, 90, 0]);
      expect(await values(await chosen.combine(of(1, 0)))).toBeAllClose(c);
      // and a selection from a selection: e out of c, e, a
      const last = matrix([a, b, c, e]).select([2, 3, 0]).select([1]);
      expect(await values(await last.coordinateMedian())).toBeAllClose(e);
    });

    test("columns returns the named columns in the given order", async () => {
      const updates = await matrix([a, b, c, e]).columns(Uint32Array.of(2, 0));
      expect([updates.m, updates.d]).toEqual([4, 2]);
      // a−b = (−1,−2): 5; a−c = (5,−1): 26; a−e = (4,5): 41; b−c = (6,1): 37; b−e = (5,7): 74; c−e = (−1,6): 37
      const expected = [0, 5, 26, 41, 5, 0, 37, 74, 26, 37, 0, 37, 41, 74, 37, 0];
      expect(await updates.squaredDistances()).toBeAllClose(expected);
      expect(await values(await updates.combine(of(0, 1, 0, 0)))).toBeAllClose([5, 3]);
    });

    test("signCounts, signMajority and signAgreements treat zero as a third sign", async () => {
      const updates = matrix([a, b, c, e]);
      expect(await updates.signCounts()).toBeAllClose([2, 1, 2, 0, 2, 1, 1, 1]);
      // column sums of signs: + + + − = 2; − 0 + + = 1; + + − 0 = 1
      expect(await values(await updates.signMajority())).toBeAllClose([1, 1, 1]);
      expect(await values(await matrix([a, c]).signMajority())).toBeAllClose([1, 0, 0]);
      expect(await updates.signAgreements(vector([0.5, 0, -3]))).toBeAllClose([1, 2, 2, 0]);
    });

    test("distancesTo supports both norms", async () => {
      // a−v = (0,−2,2), b−v = (2,0,3), c−v = (1,6,−3), e−v = (−5,1,−2)
      const updates = matrix([a, b, c, e]);
      const v = vector([1, 0, 2]);
      expect(await updates.distancesTo(v, "l1")).toBeAllClose([4, 5, 10, 8]);
      expect(await updates.distancesTo(v, "l2")).toBeAllClose([8, 13, 46, 30].map(Math.sqrt));
    });

    test("majorityScores counts the columns in which a row is with the majority", async () => {
      // means 0.5, 1.25, 2. Column 1: a, b, c above, only e below. Column 2: only c above. Column 3: a, b above, a tie
      expect(await matrix([a, b, c, e]).majorityScores()).toBeAllClose([3, 3, 1, 1]);
    });

    test.each([
      [1, 1],
      [2, 130],
      [7, 257],
      [33, 129],
      [40, 1030],
    ])("%i × %i: the passes that work in blocks agree with a column at a time", async (m, d) => {
      const random = stream(5, m, d);
      const rows = Array.from({ length: m }, () => Float32Array.from({ length: d }, () => random.normal()));
      const updates = matrix(rows);
      const columns = Array.from({ length: d }, (_, j) => rows.map((row) => row[j]).sort((p, q) => p - q));
      const f = (m - 1) >> 2;
      const average = (xs: number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
      const median = columns.map((column) => (column[(m - 1) >> 1] + column[m >> 1]) / 2);
      const trimmed = columns.map((column) => average(column.slice(f, m - f)));
      expect(await values(await updates.coordinateMedian())).toBeAllClose(median);
      expect(await values(await updates.trimmedMean(f))).toBeAllClose(trimmed);
      const survivors = rows.map((row) =>
        average(Array.from(row, (x, j) => (x >= columns[j][f] && x <= columns[j][m - 1 - f] ? 1 : 0))),
      );
      expect(await updates.trimShares(f)).toBeAllClose(survivors);
      const means = columns.map(average);
      const majorities = columns.map((column, j) => 2 * column.filter((y) => y >= means[j]).length >= m);
      const scores = rows.map((row) =>
        row.reduce((sum, x, j) => sum + (x >= means[j] === majorities[j] ? 1 : 0), 0),
      );
      expect(await updates.majorityScores()).toBeAllClose(scores);
      const squares = rows.flatMap((p) => rows.map((q) => p.reduce((sum, x, j) => sum + (x - q[j]) ** 2, 0)));
      expect(await updates.squaredDistances()).toBeAllClose(squares, { rtol: 1e-12 });
      expect(await values(await updates.mean())).toBeAllClose(columns.map(average));
      expect(await values(await updates.combine(new Float64Array(m).fill(1 / m)))).toBeAllClose(
        columns.map(average),
      );
    });

    test("values near float32's largest do not overflow", async () => {
      const updates = matrix([
        [3e38, -3e38],
        [-3e38, 3e38],
        [3e38, 3e38],
      ]);
      const center = vector([-3e38, -3e38]);
      expect(await values(await updates.combine(of(1 / 3, 1 / 3, 1 / 3)))).toBeAllClose([1e38, 1e38]);
      expect(await values(await updates.mean())).toBeAllClose([1e38, 1e38]);
      expect(await values(await updates.coordinateMedian())).toBeAllClose([3e38, 3e38]);
      expect(await values(await updates.stepFrom(center, of(1, 1, 1)))).toBeAllClose([1e38, 1e38]);
      // the rows are 6e38 away from the corner in one, one and two coordinates
      expect(await updates.distancesTo(center, "l2")).toBeAllClose([6e38, 6e38, 6e38 * Math.SQRT2]);
      expect((await updates.squaredDistances())[2]).toBeCloseTo(3.6e77, -72);
    });
  });
}
