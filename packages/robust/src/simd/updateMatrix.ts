import { requireIndices, requireKeep, requireLength, requireTrim } from "../passChecks";
import { medianTrim } from "../plain/trim";
import type { UpdateMatrix } from "../updateMatrix";
import { distances, squaredDistances } from "./distances";
import { groupNetwork, wireBytes } from "./groupNetwork";
import type { Heap } from "./heap";
import { paddedBytes, strideOf } from "./layout";

/** d floats in the memory of the passes that made it. */
export interface SimdVector {
  readonly at: number;
  readonly d: number;
}

/** A column's mean, smallest and largest value without its f smallest and f largest: addresses of vectors. */
interface Trim {
  f: number;
  mean: number;
  least: number;
  most: number;
}

/** 512 doubles. */
const SUMS_BYTES = 4096;

/**
 * The passes on rows at these addresses of the heap, `paddedBytes(d)` each. What they answer with is allocated there.
 *
 * `squares`: [m, m], where they are known already.
 */
export function simdMatrix(
  heap: Heap,
  rows: readonly number[],
  d: number,
  squares: () => Float64Array = () => squaredDistances(heap, rows, paddedBytes(d)),
): UpdateMatrix<SimdVector> {
  const { kernels } = heap;
  const m = rows.length;
  const bytes = paddedBytes(d);
  const padding = bytes / 4 - d; // columns of zeros
  const table = heap.put(Uint32Array.from(rows));
  let known: Float64Array | undefined;
  const squaresOnce = () => {
    known ??= squares();
    return known;
  };
  /** A new vector, filled by a pass that may borrow. */
  const vector = (fill: (out: number) => void): SimdVector => {
    const at = heap.allocate(bytes);
    heap.borrow(() => fill(at));
    return { at, d };
  };
  /** The rows that weigh something, and their weights. */
  const weighted = (weights: Float64Array) => {
    const chosen = Array.from(weights.keys()).filter((i) => weights[i] !== 0);
    return {
      rows: heap.put(Uint32Array.from(chosen, (i) => rows[i])),
      weights: heap.put(Float64Array.from(chosen, (i) => weights[i])),
      count: chosen.length,
    };
  };
  const combineInto = (out: number, weights: Float64Array) => {
    heap.borrow(() => {
      const heavy = weighted(weights);
      const sums = heap.allocate(SUMS_BYTES);
      kernels.combine(heavy.rows, heavy.weights, heavy.count, sums, out, bytes);
    });
  };
  /** Wires, and the program that puts the right values on those from … to − 1. */
  const sorter = (from: number, to: number) => {
    const wires = heap.allocate(wireBytes(m));
    const network = groupNetwork(m, from, to);
    const program = heap.put(network);
    return { wires, program, end: program + network.byteLength };
  };
  let lastTrim: Trim | undefined; // its mean and its shares are asked for one after the other
  const trimOf = (f: number): Trim => {
    if (lastTrim?.f === f) return lastTrim;
    const [mean, least, most] = [heap.allocate(bytes), heap.allocate(bytes), heap.allocate(bytes)];
    heap.borrow(() => {
      const { wires, program, end } = sorter(f, m - f);
      kernels.trim(table, m, f, wires, program, end, mean, least, most, bytes);
    });
    lastTrim = { f, mean, least, most };
    return lastTrim;
  };
  /** What a pass counts into `length` ints, zero at first. */
  const counts = (length: number, count: (out: number) => void) =>
    heap.borrow(() => {
      const out = heap.put(new Uint32Array(length));
      count(out);
      return Float64Array.from(heap.ints(out, length));
    });
  return {
    m,
    d,
    squaredDistances: () => squaresOnce().slice(),
    combine(weights) {
      requireLength("combine", weights.length, m);
      return vector((out) => combineInto(out, weights));
    },
    stepFrom(v, kept) {
      requireLength("stepFrom", v.d, d);
      requireLength("stepFrom", kept.length, m);
      return vector((out) => {
        const heavy = weighted(kept);
        kernels.stepFrom(heavy.rows, heavy.weights, heavy.count, v.at, m, out, bytes);
      });
    },
    mix(weights, k) {
      requireLength("mix", weights.length, k * m);
      const stride = strideOf(d);
      const first = heap.allocate(k * stride);
      const mixed = Array.from({ length: k }, (_, i) => first + i * stride);
      const fours = k - (k % 4);
      heap.borrow(() =>
        kernels.mix(table, m, heap.put(inFours(weights, m, fours)), fours, first, stride, bytes),
      );
      for (let i = fours; i < k; i++) combineInto(mixed[i], weights.subarray(i * m, (i + 1) * m));
      return simdMatrix(heap, mixed, d);
    },
    select(chosen) {
      requireIndices("select", chosen, m);
      const own = () => {
        const all = squaresOnce();
        return Float64Array.from(chosen.flatMap((i) => chosen.map((j) => all[i * m + j])));
      };
      return simdMatrix(
        heap,
        chosen.map((i) => rows[i]),
        d,
        own,
      );
    },
    columns(indices) {
      requireIndices("columns", indices, d);
      const k = indices.length;
      const stride = strideOf(k);
      const first = heap.allocate(m * stride);
      const narrow = rows.map((row, i) => {
        const from = heap.floats(row, d);
        const to = heap.floats(first + i * stride, paddedBytes(k) / 4);
        for (let j = 0; j < k; j++) to[j] = from[indices[j]];
        to.fill(0, k);
        return first + i * stride;
      });
      return simdMatrix(heap, narrow, k);
    },
    coordinateMedian(ofEven = "mean") {
      const { mean, least } = trimOf(medianTrim(m));
      return { at: ofEven === "mean" ? mean : least, d };
    },
    trimmedMean(f) {
      requireTrim("trimmedMean", m, f);
      return { at: trimOf(f).mean, d };
    },
    trimShares(f) {
      requireTrim("trimShares", m, f);
      if (f === 0) return new Float64Array(m).fill(1);
      const { least, most } = trimOf(f);
      return heap.borrow(() => {
        const lanes = heap.put(new Uint32Array(4 * m));
        const shares = heap.put(new Float64Array(m));
        const alike = kernels.trimShares(table, m, f, least, most, lanes, shares, bytes) - padding;
        return heap.doubles(shares, m).map((share) => (share + (alike * (m - 2 * f)) / m) / d);
      });
    },
    meanAround(center, keep) {
      requireLength("meanAround", center.d, d);
      requireKeep("meanAround", m, keep);
      return vector((out) => {
        const { wires, program, end } = sorter(0, m);
        const masks = heap.allocate((m - keep) * 16);
        kernels.meanAround(table, m, center.at, keep, wires, program, end, masks, out, bytes);
      });
    },
    distancesTo(v, norm) {
      requireLength("distancesTo", v.d, d);
      const kind = norm === "l1" ? "absolutes" : "squares";
      const [sums] = distances(heap, [{ row: v.at, others: rows }], bytes, kind);
      return norm === "l1" ? sums : sums.map(Math.sqrt);
    },
    majorityScores() {
      const scores = counts(4 * m, (out) => kernels.majorityScores(table, m, out, bytes)).slice(0, m);
      return scores.map((score) => score - padding); // in a column of zeros every row is with the majority
    },
    signCounts: () => counts(2 * m, (out) => kernels.signCounts(table, m, out, bytes)),
    signMajority: () => vector((out) => kernels.signMajority(table, m, out, bytes)),
    signAgreements(v) {
      requireLength("signAgreements", v.d, d);
      const agreements = counts(m, (out) => kernels.signAgreements(table, m, v.at, out, bytes));
      return agreements.map((count) => count - padding); // zero agrees with zero
    },
  };
}

/** [k, m] weights as [k / 4, m, 4], in the order in which four rows at a time are made. */
function inFours(weights: Float64Array, m: number, k: number): Float64Array {
  const ordered = new Float64Array(k * m);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < m; j++) ordered[(i - (i % 4)) * m + 4 * j + (i % 4)] = weights[i * m + j];
  }
  return ordered;
}
