import { checked } from "../../matrix/checked";
import type { Later, UpdateMatrix } from "../../matrix/updateMatrix";
import { indicator } from "../../numerics/selection";
import type { Slice, Slices } from "./slices";

/**
 * The passes on a matrix that is larger than memory. Each pass reads all slices once, and computes in each with other
 * passes. Results of single columns have the same bits as those of the whole matrix. Sums over columns (distances, shares)
 * add up the slices' sums, which changes their rounding, to 1e-12 relative. Vectors are held as a whole.
 */
export function slicedMatrix<Vector>(slices: Slices<Vector>): UpdateMatrix<Float32Array> {
  const { m, d } = slices;
  /** [d], from the columns that a pass makes of each slice. */
  const vector = async (pass: (slice: Slice<Vector>) => Later<Vector>) => {
    const out = new Float32Array(d);
    await slices.each(async (slice) => out.set(await slice.arrivals.read(await pass(slice)), slice.from));
    return out;
  };
  /** [n], the sums of a pass's numbers over all slices. */
  const sums = async (n: number, pass: (slice: Slice<Vector>) => Later<Float64Array>) => {
    const total = new Float64Array(n);
    await slices.each(async (slice) => {
      for (const [i, value] of (await pass(slice)).entries()) total[i] += value;
    });
    return total;
  };
  const part = (v: Float32Array, { arrivals, from, to }: Slice<Vector>) =>
    arrivals.vector(v.subarray(from, to));
  let squares: Promise<Float64Array> | undefined;
  const passes: UpdateMatrix<Float32Array> = {
    m,
    d,
    async squaredDistances() {
      squares ??= sums(m * m, ({ matrix }) => matrix.squaredDistances());
      return (await squares).slice();
    },
    async combine(weights, around) {
      const chosen = Array.from(weights.keys()).filter((i) => weights[i] !== 0);
      if (chosen.length === 0) return new Float32Array(d);
      if (chosen.length === m) return vector(({ matrix }) => matrix.combine(weights, around));
      const own = Float64Array.from(chosen, (i) => weights[i]);
      return slicedMatrix(slices.select(chosen)).combine(own); // Krum's aggregate is one row
    },
    mean: () => vector(({ matrix }) => matrix.mean()),
    stepFrom: (v, kept) => vector((slice) => slice.matrix.stepFrom(part(v, slice), kept)),
    mix: (weights, k) => slicedMatrix(slices.mix(weights, k)),
    select: (rows) => slicedMatrix(slices.select(rows)),
    columns: async (indices) => slicedMatrix(slices.of(await gathered(slices, indices))),
    coordinateMedian: (ofEven) => vector(({ matrix }) => matrix.coordinateMedian(ofEven)),
    trimmedMean: (f) => vector(({ matrix }) => matrix.trimmedMean(f)),
    async trimShares(f) {
      const columns = await sums(m, async ({ matrix, from, to }) => {
        const shares = await matrix.trimShares(f);
        return shares.map((share) => share * (to - from));
      });
      return columns.map((count) => count / d); // at most 1, which a sum of quotients may exceed
    },
    meanAround: (center, keep) => vector((slice) => slice.matrix.meanAround(part(center, slice), keep)),
    async distancesTo(v, norm) {
      const power = norm === "l1" ? 1 : 2;
      const total = await sums(m, async (slice) => {
        const distances = await slice.matrix.distancesTo(part(v, slice), norm);
        return distances.map((distance) => distance ** power);
      });
      return power === 1 ? total : total.map(Math.sqrt);
    },
    majorityScores: () => sums(m, ({ matrix }) => matrix.majorityScores()),
    signCounts: () => sums(2 * m, ({ matrix }) => matrix.signCounts()),
    signMajority: () => vector(({ matrix }) => matrix.signMajority()),
    signAgreements: (v) => sums(m, (slice) => slice.matrix.signAgreements(part(v, slice))),
  };
  return checked(passes, ({ length }) => length);
}

/** [m][k]: these columns in this order. */
async function gathered<Vector>(slices: Slices<Vector>, indices: Uint32Array): Promise<Float32Array[]> {
  const rows = Array.from({ length: slices.m }, () => new Float32Array(indices.length));
  const order = Uint32Array.from(indices.keys()).sort((a, b) => indices[a] - indices[b]);
  let next = 0;
  await slices.each(async ({ from, to, arrivals, matrix }) => {
    const first = next;
    while (next < order.length && indices[order[next]] < to) next++;
    if (next === first) return;
    const places = order.subarray(first, next);
    const inside = await matrix.columns(places.map((place) => indices[place] - from));
    for (const [i, row] of rows.entries()) {
      const values = await arrivals.read(await inside.combine(indicator(slices.m, [i])));
      for (const [at, place] of places.entries()) row[place] = values[at];
    }
  });
  return rows;
}
