import { stream } from "@honest-majority/random";
import { describe, expect, test } from "vitest";
import { plainStatistics } from "../../numerics/moments";
import { loadKernels } from "./node";
import { simdPasses } from "./passes";

const { statistics = plainStatistics, ...passes } = simdPasses(await loadKernels());

/** Rows of values of many sizes, both zeros, and every value that is not finite. */
function rows(m: number, d: number, special: readonly number[] = []): Float32Array[] {
  const random = stream(m, "statistics", d);
  const value = () =>
    random.int(8) < special.length
      ? special[random.int(special.length)]
      : random.normal() * 10 ** random.int(9);
  return Array.from({ length: m }, () => Float32Array.from({ length: d }, value));
}

const SPECIAL = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3.4e38, -3.4e38, 0, -0];

describe("the statistics of the SIMD passes", () => {
  test("are their own, and not the plain ones", () => {
    expect(statistics).not.toBe(plainStatistics);
  });

  for (const m of [1, 2, 3, 4, 5, 8, 13]) {
    for (const d of [1, 7, 32, 33, 1001]) {
      test(`equal the plain ones bit for bit for ${m} rows of ${d} values`, () => {
        for (const x of [rows(m, d), rows(m, d, [0, -0]), rows(m, d, SPECIAL)]) {
          // toEqual tells 0 from −0, and takes every NaN for the same
          expect(statistics.moments(x)).toEqual(plainStatistics.moments(x));
          for (const others of [[], rows(2, d), rows(5, d, SPECIAL)])
            expect(statistics.aroundMean(x, others)).toEqual(plainStatistics.aroundMean(x, others));
        }
      });
    }
  }

  test("change nothing that has landed", async () => {
    const x = rows(3, 40);
    const arrivals = await passes.open(3, 40);
    for (const [i, row] of x.entries()) await arrivals.land(i, row);
    statistics.moments(rows(5, 100));
    expect(await arrivals.read(await arrivals.matrix([1]).combine(Float64Array.of(1)))).toEqual(x[1]);
  });

  test("return memory of the caller: a later call does not change it", () => {
    const x = rows(3, 5);
    const first = statistics.moments(x);
    statistics.moments(rows(4, 9));
    expect(first).toEqual(plainStatistics.moments(x));
  });

  test.each([
    ["SIMD", statistics],
    ["plain", plainStatistics],
  ])(
    "%s: no row has moments or a mean, and rows of two lengths are refused",
    (_, { moments, aroundMean }) => {
      expect(() => moments([])).toThrow(new RangeError("moments: at least one row must be given, got 0"));
      expect(() => moments([new Float32Array(2), new Float32Array(3)])).toThrow(
        "must all hold 2 values, got 3",
      );
      expect(() => aroundMean([], [new Float32Array(3)])).toThrow(
        "aroundMean: at least one row must be given, got 0",
      );
      expect(() => aroundMean([new Float32Array(3)], [new Float32Array(2)])).toThrow(
        "aroundMean: rows must all hold 3 values, got 2",
      );
    },
  );
});
