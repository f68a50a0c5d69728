import { checked } from "../../matrix/checked";
import type { UpdateMatrix } from "../../matrix/updateMatrix";
import { distancesTo, squaredDistances } from "./distances";
import { majorityScores } from "./majority";
import { mean, stepFrom } from "./mean";
import { meanAround } from "./meanAround";
import { signAgreements, signCounts, signMajority } from "./signs";
import { combine } from "./sums";
import { medianTrim, type Trim, trim, trimShares } from "./trim";

/**
 * The passes in plain TypeScript: the reference for the faster ones, and the fallback when those do not run.
 *
 * `Float32Array` rows are not copied and must not change while the matrix is in use. Other rows are rounded to float32.
 *
 * @throws RangeError when there is no row or no column, or rows differ in length.
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
  let lastTrim: Trim | undefined; // rules use its mean and then its shares
  const trimOf = (f: number) => {
    if (lastTrim?.f !== f) lastTrim = trim(x, f);
    return lastTrim;
  };
  const passes: UpdateMatrix<Float32Array> = {
    m,
    d,
    squaredDistances: () => squaredDistances(x),
    combine: (weights) => combine(x, weights),
    mean: () => mean(x),
    stepFrom: (v, kept) => stepFrom(x, v, kept),
    mix(weights, k) {
      return updateMatrix(
        Array.from({ length: k }, (_, i) => combine(x, weights.subarray(i * m, (i + 1) * m))),
      );
    },
    select: (chosen) => updateMatrix(chosen.map((i) => x[i])),
    columns: (indices) => updateMatrix(x.map((row) => Float32Array.from(indices, (j) => row[j]))),
    coordinateMedian(ofEven = "mean") {
      const { mean, low } = trimOf(medianTrim(m));
      return (ofEven === "mean" ? mean : low).slice();
    },
    trimmedMean: (f) => trimOf(f).mean.slice(),
    trimShares: (f) => trimShares(x, trimOf(f)),
    meanAround: (center, keep) => meanAround(x, center, keep),
    distancesTo: (v, norm) => distancesTo(x, v, norm),
    majorityScores: () => majorityScores(x),
    signCounts: () => signCounts(x),
    signMajority: () => signMajority(x),
    signAgreements: (v) => signAgreements(x, v),
  };
  return checked(passes, (vector) => vector.length);
}
