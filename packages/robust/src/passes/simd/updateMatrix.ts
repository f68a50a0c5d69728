import { checked } from "../../matrix/checked";
import type { UpdateMatrix } from "../../matrix/updateMatrix";
import { medianTrim } from "../plain/trim";
import { type BesideMedian, besideMedian } from "./besideMedian";
import { signAgreements, signCounts } from "./counts";
import { distancesTo, squaredDistances } from "./distances";
import type { Heap } from "./heap";
import { paddedBytes, strideOf } from "./layout";
import { type KnownSums, mean, stepFrom } from "./mean";
import { rowsAt, type Visitor, visit } from "./rows";
import { sorter } from "./sorter";
import { combine, combineAround, mix, onlyOne } from "./sums";
import { type Trim, trim, trimShares } from "./trim";
import type { SimdVector } from "./vector";

/** What is known of the rows before a pass asks for it. */
export interface Known {
  /** [m, m] */
  squares?(): Float64Array;
  sums?(): KnownSums;
  /** Of the rows, weighted; `radius`: see `stepFrom` of the matrix. */
  keptSums?(kept: Float64Array, radius: number): KnownSums;
  /** [m], to this vector; undefined if they are not known. */
  squaresTo?(v: SimdVector): Float64Array | undefined;
}

/**
 * The passes on rows at these addresses of the heap, `paddedBytes(d)` each. Their results are allocated there.
 *
 * `known`: what was computed when the rows landed.
 */
export function simdMatrix(
  heap: Heap,
  addresses: readonly number[],
  d: number,
  known: Known = {},
): UpdateMatrix<SimdVector> {
  const rows = rowsAt(heap, addresses, d);
  const { table, m, bytes } = rows;
  const everywhere = (...visitors: Visitor[]) => visit(rows, visitors);
  /** A new vector, filled by a pass that may borrow memory. */
  const vector = (fill: (out: number) => void): SimdVector => {
    const at = heap.allocate(bytes);
    heap.borrow(() => fill(at));
    return { at, d };
  };
  let squaresKnown: Float64Array | undefined;
  const squaresOnce = () => {
    squaresKnown ??= known.squares?.() ?? squaredDistances(rows);
    return squaresKnown;
  };
  let lastTrim: Trim | undefined; // rules use its mean and then its shares
  const trimOf = (f: number) => {
    if (lastTrim?.f !== f) lastTrim = trim(rows, f);
    return lastTrim;
  };
  let besideKnown: BesideMedian | undefined;
  const beside = () => {
    besideKnown ??= besideMedian(rows, trimOf(medianTrim(m)));
    return besideKnown;
  };
  const passes: UpdateMatrix<SimdVector> = {
    m,
    d,
    squaredDistances: () => squaresOnce().slice(),
    combine(weights, around) {
      const alone = onlyOne(weights);
      if (alone >= 0) return { at: addresses[alone], d }; // Krum's aggregate is a row
      return vector((out) => {
        const found = around !== undefined && combineAround(rows, weights, addresses[around], out);
        if (!found) combine(rows, weights, out);
      });
    },
    mean: () => vector((out) => mean(rows, out, known.sums?.())),
    stepFrom: (v, kept, radius) =>
      vector((out) =>
        stepFrom(rows, v.at, kept, out, radius === undefined ? undefined : known.keptSums?.(kept, radius)),
      ),
    mix: (weights, k) => simdMatrix(heap, mix(rows, weights, k), d),
    select(chosen) {
      const own = chosen.map((i) => addresses[i]);
      const squares = () => {
        const all = squaresOnce();
        return Float64Array.from(chosen.flatMap((i) => chosen.map((j) => all[i * m + j])));
      };
      return simdMatrix(heap, own, d, { squares });
    },
    columns(indices) {
      const k = indices.length;
      const stride = strideOf(k);
      const first = heap.allocate(m * stride);
      const narrow = addresses.map((address, i) => {
        const from = heap.floats(address, d);
        const to = heap.floats(first + i * stride, paddedBytes(k) / 4);
        for (let j = 0; j < k; j++) to[j] = from[indices[j]];
        to.fill(0, k);
        return first + i * stride;
      });
      return simdMatrix(heap, narrow, k);
    },
    coordinateMedian(ofEven = "mean") {
      const { mean, least } = trimOf(medianTrim(m));
      return ofEven === "mean" ? mean : least;
    },
    trimmedMean: (f) => trimOf(f).mean,
    trimShares: (f) => trimShares(rows, trimOf(f)),
    meanAround(center, keep) {
      return vector((out) => {
        const { wires, program, programEnd } = sorter(heap, m, 0, m);
        const masks = heap.allocate((m - keep) * 16);
        const { at } = center;
        everywhere((start, end) =>
          heap.kernels.meanAround(table, m, at, keep, wires, program, programEnd, masks, out, start, end),
        );
      });
    },
    distancesTo(v, norm) {
      const squares = norm === "l2" ? known.squaresTo?.(v) : undefined;
      if (squares !== undefined) return squares.map(Math.sqrt);
      if (v !== lastTrim?.mean) return distancesTo(rows, v, norm, everywhere);
      if (norm === "l1" && lastTrim.f === medianTrim(m)) return beside().distances.slice();
      return distancesTo(rows, v, norm, lastTrim.along);
    },
    majorityScores: () => beside().scores.slice(),
    signCounts: () => signCounts(rows),
    signMajority: () =>
      vector((out) => everywhere((start, end) => heap.kernels.signMajority(table, m, out, start, end))),
    signAgreements: (v) => signAgreements(rows, v),
  };
  return checked(passes, (vector) => vector.d);
}
