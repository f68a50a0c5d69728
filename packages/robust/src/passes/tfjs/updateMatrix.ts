import { gather, type Tensor, type Tensor1D, tensor1d, tidy } from "@tensorflow/tfjs-core";
import { checked } from "../../matrix/checked";
import type { UpdateMatrix } from "../../matrix/updateMatrix";
import { medianTrim } from "../plain/trim";
import { addUp } from "./blocks";
import { partialDistances, sumsOf } from "./distances";
import { partialMajorities } from "./majority";
import { meanAround } from "./meanAround";
import { type Memory, take } from "./memory";
import { partialAgreements, partialSignCounts, signMajority } from "./signs";
import { combine } from "./sums";
import { partialShares, type Trim, trim } from "./trim";

/**
 * The passes on tensors: the rows stay where tfjs's backend keeps them, and only a few numbers per row are read back.
 * The resulting vectors belong to `memory`.
 *
 * `squares`: [m, m], if they are already known.
 */
export function tensorMatrix(
  rows: readonly Tensor1D[],
  memory: Memory,
  squares: () => Promise<Float64Array> = () => squaredDistances(rows),
): UpdateMatrix<Tensor1D> {
  const m = rows.length;
  const d = rows[0].size;
  const vector = (pass: () => Tensor1D) => memory.keep(tidy(pass));
  const trims = new Map<number, Trim>();
  const trimOf = (f: number) => {
    const found = trims.get(f) ?? tidy(() => ({ ...trim(rows, f) }));
    if (!trims.has(f)) for (const tensor of Object.values(found)) memory.keep(tensor);
    trims.set(f, found);
    return found;
  };
  /** [n] numbers from partial sums. */
  const counts = async (n: number, pass: () => Tensor) => addUp(await take(tidy(pass)), n);
  let known: Promise<Float64Array> | undefined;
  const squaresOnce = () => {
    known ??= squares();
    return known;
  };
  const passes: UpdateMatrix<Tensor1D> = {
    m,
    d,
    squaredDistances: async () => (await squaresOnce()).slice(),
    combine: (weights) => vector(() => combine(rows, weights)),
    mean: () => vector(() => combine(rows, new Float64Array(m).fill(1 / m))),
    stepFrom(v, kept) {
      const shares = Array.from(kept, (share) => share / m);
      const stays = 1 - shares.reduce((sum, share) => sum + share, 0);
      return vector(() => combine([v, ...rows], [stays, ...shares]));
    },
    mix(weights, k) {
      const mixed = Array.from({ length: k }, (_, i) =>
        vector(() => combine(rows, weights.subarray(i * m, (i + 1) * m))),
      );
      return tensorMatrix(mixed, memory);
    },
    select(chosen) {
      const own = async () => {
        const all = await squaresOnce();
        return Float64Array.from(chosen.flatMap((i) => chosen.map((j) => all[i * m + j])));
      };
      return tensorMatrix(
        chosen.map((i) => rows[i]),
        memory,
        own,
      );
    },
    columns(indices) {
      const at = tensor1d(Int32Array.from(indices), "int32");
      const chosen = rows.map((row) => vector(() => gather(row, at)));
      at.dispose();
      return tensorMatrix(chosen, memory);
    },
    coordinateMedian(ofEven = "mean") {
      const { mean, low } = trimOf(medianTrim(m));
      return ofEven === "mean" ? mean : low;
    },
    trimmedMean: (f) => trimOf(f).mean,
    trimShares: (f) =>
      counts(m, () => partialShares(rows, f, trimOf(f))).then((sums) => sums.map((sum) => sum / d)),
    meanAround: (center, keep) => vector(() => meanAround(rows, center, keep)),
    async distancesTo(v, norm) {
      const power = norm === "l1" ? 1 : 2;
      const sums = sumsOf(await take(tidy(() => partialDistances(rows, v, power))), m, power);
      return power === 1 ? sums : sums.map(Math.sqrt);
    },
    majorityScores: () => counts(m, () => partialMajorities(rows)),
    async signCounts() {
      const sums = await counts(2 * m, () => partialSignCounts(rows)); // first all counts of values > 0, then all of values < 0
      return Float64Array.from({ length: 2 * m }, (_, at) => sums[(at % 2) * m + (at >> 1)]);
    },
    signMajority: () => vector(() => signMajority(rows)),
    signAgreements: (v) => counts(m, () => partialAgreements(rows, v)),
  };
  return checked(passes, (vector) => vector.size);
}

/** [m, m] */
async function squaredDistances(rows: readonly Tensor1D[]): Promise<Float64Array> {
  const m = rows.length;
  const squares = new Float64Array(m * m);
  const strips = rows.slice(1).map((row, i) => {
    const before = rows.slice(0, i + 1);
    return take(tidy(() => partialDistances(before, row, 2))).then((partials) => sumsOf(partials, i + 1, 2));
  });
  for (const [i, strip] of strips.entries()) {
    (await strip).forEach((square, j) => {
      squares[(i + 1) * m + j] = square;
      squares[j * m + i + 1] = square;
    });
  }
  return squares;
}
