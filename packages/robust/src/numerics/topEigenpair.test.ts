import "@honest-majority/testing";
import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { topEigenpair } from "./topEigenpair";

const matrix = (...rows: number[][]) => Float64Array.from(rows.flat());

describe("topEigenpair", () => {
  test("finds the largest eigenvalue and its direction", () => {
    // (x − 6)(x − 2) − 5 = x² − 8x + 7: 7 and 1; (6 − 7)a + √5·b = 0, so (√5, 1)/√6
    const { value, vector } = topEigenpair(matrix([6, Math.sqrt(5)], [Math.sqrt(5), 2]), 2);
    expect(value).toBeCloseTo(7, 13);
    expect(Math.abs(vector[0])).toBeCloseTo(Math.sqrt(5 / 6), 13);
    expect(vector[0] / vector[1]).toBeCloseTo(Math.sqrt(5), 12);
  });

  test("handles negative off-diagonals, equal eigenvalues and separate blocks", () => {
    // a chain with negative coupling: 2 + √2 with (1, −√2, 1)/2
    const chain = topEigenpair(matrix([2, -1, 0], [-1, 2, -1], [0, -1, 2]), 3);
    expect(chain.value).toBeCloseTo(2 + Math.SQRT2, 13);
    expect(chain.vector[1] / chain.vector[0]).toBeCloseTo(-Math.SQRT2, 12);
    expect(chain.vector[2] / chain.vector[0]).toBeCloseTo(1, 12);
    // 4 twice; 5 apart from the others
    expect(topEigenpair(matrix([4, 0, 0], [0, 4, 0], [0, 0, 1]), 3).value).toBeCloseTo(4, 13);
    const apart = topEigenpair(matrix([2, 1, 0], [1, 2, 0], [0, 0, 5]), 3);
    expect(apart.value).toBeCloseTo(5, 13);
    expect(apart.vector.map(Math.abs)).toBeAllClose([0, 0, 1], { rtol: 0, atol: 1e-12 });
  });

  test("handles a zero matrix and a single number", () => {
    expect(topEigenpair(new Float64Array(4), 2).value).toBe(0);
    const one = topEigenpair(Float64Array.of(3), 1);
    expect(one.value).toBeCloseTo(3, 13);
    expect(Array.from(one.vector)).toEqual([1]);
  });

  test.each([2, 9])(
    "stays exact when most of 50 rows of %d values are equal and columns become too small to square",
    (d) => {
      const random = stream(9, d);
      const distinct = Array.from({ length: 11 }, () =>
        Float64Array.from({ length: d }, () => random.normal()),
      );
      const row = (i: number) => distinct[Math.min(i, 10)];
      const inner = (x: Float64Array, y: Float64Array) => x.reduce((sum, value, k) => sum + value * y[k], 0);
      const gram = Float64Array.from({ length: 50 * 50 }, (_, at) =>
        inner(row(Math.floor(at / 50)), row(at % 50)),
      );
      const { value, vector } = topEigenpair(gram, 50);
      // the same from 11 rows, the last one √40 times as long because it occurs 40 times
      const repeats = Math.sqrt(40);
      const few = Float64Array.from({ length: 11 * 11 }, (_, at) => {
        const [i, j] = [Math.floor(at / 11), at % 11];
        return inner(row(i), row(j)) * (i === 10 ? repeats : 1) * (j === 10 ? repeats : 1);
      });
      const expected = topEigenpair(few, 11);
      expect(value / expected.value).toBeCloseTo(1, 13);
      const sign = Math.sign(vector[0] * expected.vector[0]);
      const shared = expected.vector[10] / repeats;
      expect(vector.map((v) => sign * v)).toBeAllClose(
        Array.from({ length: 50 }, (_, i) => (i < 10 ? expected.vector[i] : shared)),
        { rtol: 0, atol: 1e-12 },
      );
    },
  );

  test("an entry of 1e-9 beside one of 1 turns the eigenvector by the right amount", () => {
    // (A − λ)v = 0 with λ = 2 up to 1e-18: to first order v₃ = 1e-9·v₁ / (2 − ½), v₁ = v₂ = 1/√2
    const { vector } = topEigenpair(matrix([1, 1, 1e-9], [1, 1, 0], [1e-9, 0, 0.5]), 3);
    expect((vector[2] / vector[0]) * 1.5e9).toBeCloseTo(1, 5);
  });

  test.each([1e-80, 1, 1e80])(
    "solves A·v = λ·v for Gram matrices of any size in units of %d, and no vector does better",
    (unit) => {
      for (const n of [2, 3, 17, 64]) {
        const random = stream(5, n);
        const x = Array.from({ length: n }, () => Float64Array.from({ length: 9 }, () => random.normal()));
        const a = Float64Array.from({ length: n * n }, (_, at) => {
          const [i, j] = [Math.floor(at / n), at % n];
          return unit * x[i].reduce((sum, value, k) => sum + value * x[j][k], 0);
        });
        const times = (v: ArrayLike<number>) =>
          Array.from({ length: n }, (_, i) =>
            Array.from(v).reduce((sum, value, j) => sum + a[i * n + j] * value, 0),
          );
        const { value, vector } = topEigenpair(a, n);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 13);
        const error = Math.hypot(...times(vector).map((y, i) => y - value * vector[i]));
        expect(error / value).toBeLessThan(1e-12);
        for (let trial = 0; trial < 20; trial++) {
          const v = Array.from({ length: n }, () => random.normal());
          const quotient =
            times(v).reduce((sum, y, i) => sum + y * v[i], 0) / v.reduce((sum, y) => sum + y * y, 0);
          expect(quotient).toBeLessThanOrEqual(value * (1 + 1e-12));
        }
      }
    },
  );
});
