import type { UpdateMatrix } from "../../matrix/updateMatrix";
import { distancesTo, squaredDistances } from "./distances";
import { majorityScores } from "./majority";
import { meanAround } from "./meanAround";
import { signAgreements, signCounts, signMajority } from "./signs";
import { combine, stepFrom } from "./sums";
import { medianTrim, type Trim, trim, trimShares } from "./trim";

/**
 * The passes in plain TypeScript: the oracle for faster ones, and the fallback where they do not run.
 *
 * `Float32Array` rows are not copied: they must stay as they are while the matrix is in use. Others are rounded to float32.
 *
 * @throws RangeError when there is no row, no column, or a row of another length.
 */
export function updateMatrix(rows: readonly ArrayLike<number>[]): UpdateMatrix<Float32Array> {
  const m = rows.length;
  if (m < 1) throw new RangeError("updateMatrix: at least one row must be given, got 0");
  const d = rows[0].length;
  if (d < 1) throw new RangeError("updateMatrix: rows must hold at least one value, got 0");
  const x = rows.map((row, i) => {
    if (row.length !== d) {
      throw new RangeError(`updateMatrix: rows must all hold ${d} values, got ${row.length} in row ${i}`);
    }
    return row instanceof Float32Array ? row : Float32Array.from(row);
  });
  const requireLength = (pass: string, length: number, expected: number) => {
    if (length !== expected) throw new RangeError(`${pass}: ${expected} values must be given, got ${length}`);
  };
  const requireTrim = (pass: string, f: number) => {
    if (!Number.isInteger(f) || f < 0 || 2 * f >= m) {
      throw new RangeError(`${pass}: f must be an integer with 0 <= 2f < m = ${m}, got ${f}`);
    }
  };
  const requireIndices = (pass: string, indices: ArrayLike<number>, bound: number) => {
    const given = Array.from(indices);
    if (given.length < 1) throw new RangeError(`${pass}: at least one index must be given, got 0`);
    const wrong = given.find((index) => !Number.isInteger(index) || index < 0 || index >= bound);
    if (wrong !== undefined) {
      throw new RangeError(`${pass}: indices must be integers in 0 … ${bound - 1}, got ${wrong}`);
    }
    if (new Set(given).size < given.length)
      throw new RangeError(`${pass}: indices must differ, got ${given}`);
  };
  let lastTrim: Trim | undefined; // its mean and its shares are asked for one after the other
  const trimOf = (f: number) => {
    if (lastTrim?.f !== f) lastTrim = trim(x, f);
    return lastTrim;
  };
  return {
    m,
    d,
    squaredDistances: () => squaredDistances(x),
    combine(weights) {
      requireLength("combine", weights.length, m);
      return combine(x, weights);
    },
    stepFrom(v, kept) {
      requireLength("stepFrom", v.length, d);
      requireLength("stepFrom", kept.length, m);
      return stepFrom(x, v, kept);
    },
    mix(weights, k) {
      requireLength("mix", weights.length, k * m);
      return updateMatrix(
        Array.from({ length: k }, (_, i) => combine(x, weights.subarray(i * m, (i + 1) * m))),
      );
    },
    select(chosen) {
      requireIndices("select", chosen, m);
      return updateMatrix(chosen.map((i) => x[i]));
    },
    columns(indices) {
      requireIndices("columns", indices, d);
      return updateMatrix(x.map((row) => Float32Array.from(indices, (j) => row[j])));
    },
    coordinateMedian(ofEven = "mean") {
      const { mean, low } = trimOf(medianTrim(m));
      return (ofEven === "mean" ? mean : low).slice();
    },
    trimmedMean(f) {
      requireTrim("trimmedMean", f);
      return trimOf(f).mean.slice();
    },
    trimShares(f) {
      requireTrim("trimShares", f);
      return trimShares(x, trimOf(f));
    },
    meanAround(center, keep) {
      requireLength("meanAround", center.length, d);
      if (!Number.isInteger(keep) || keep < 1 || keep > m) {
        throw new RangeError(`meanAround: keep must be an integer in 1 … ${m}, got ${keep}`);
      }
      return meanAround(x, center, keep);
    },
    distancesTo(v, norm) {
      requireLength("distancesTo", v.length, d);
      return distancesTo(x, v, norm);
    },
    majorityScores: () => majorityScores(x),
    signCounts: () => signCounts(x),
    signMajority: () => signMajority(x),
    signAgreements(v) {
      requireLength("signAgreements", v.length, d);
      return signAgreements(x, v);
    },
  };
}
