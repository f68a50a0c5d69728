import type { Arrivals, Passes } from "../../matrix/passes";
import type { UpdateMatrix } from "../../matrix/updateMatrix";
import { type ColumnSource, rowSource } from "./source";

/** The columns `from` … `to` − 1 of a matrix, in the memory of other passes. Valid during the visit. */
export interface Slice<Vector> {
  readonly from: number;
  readonly to: number;
  readonly arrivals: Arrivals<Vector>;
  readonly matrix: UpdateMatrix<Vector>;
}

/** A matrix that is never in memory as a whole. */
export interface Slices<Vector> {
  readonly m: number;
  readonly d: number;
  /** Visits all slices from left to right, and reads each once. */
  each(visit: (slice: Slice<Vector>) => Promise<void>): Promise<void>;
  /** These rows alone: the others are not read. */
  select(rows: readonly number[]): Slices<Vector>;
  /** The rows that `mix` makes, slice by slice. */
  mix(weights: Float64Array, k: number): Slices<Vector>;
  /** Slices of other rows, for the same passes. */
  of(rows: readonly Float32Array[]): Slices<Vector>;
}

/** Slices of these rows of a source, all of them by default. A slice takes at most `bytes`, but at least one column. */
export function slicesOf<Vector>(
  source: ColumnSource,
  passes: Passes<Vector>,
  bytes: number,
  rows: readonly number[] = Array.from({ length: source.m }, (_, i) => i),
): Slices<Vector> {
  const m = rows.length;
  const { d } = source;
  const width = Math.min(d, Math.max(1, Math.floor(bytes / (4 * m))));
  const inPlace = Array.from(rows.keys());
  return {
    m,
    d,
    async each(visit) {
      let arrivals: Arrivals<Vector> | undefined; // new ones for each visit: they remember what a pass wanted
      try {
        for (let from = 0; from < d; from += width) {
          const to = Math.min(from + width, d);
          if (arrivals?.d !== to - from) {
            arrivals?.dispose();
            arrivals = await passes.open(m, to - from);
          }
          for (const [i, values] of (await source.read(rows, from, to)).entries())
            await arrivals.land(i, values);
          await visit({ from, to, arrivals, matrix: arrivals.matrix(inPlace) });
          arrivals.sweep();
        }
      } finally {
        arrivals?.dispose();
      }
    },
    select: (chosen) =>
      slicesOf(
        source,
        passes,
        bytes,
        chosen.map((i) => rows[i]),
      ),
    mix(weights, k) {
      return derived(this, k, (matrix) => matrix.mix(weights, k));
    },
    of: (others) => slicesOf(rowSource(others), passes, bytes),
  };
}

/** Slices whose rows are made from those of other slices, when they are visited. */
function derived<Vector>(
  slices: Slices<Vector>,
  m: number,
  make: (matrix: UpdateMatrix<Vector>) => UpdateMatrix<Vector> | Promise<UpdateMatrix<Vector>>,
): Slices<Vector> {
  return {
    m,
    d: slices.d,
    each: (visit) => slices.each(async (slice) => visit({ ...slice, matrix: await make(slice.matrix) })),
    select(chosen) {
      return derived(this, chosen.length, (matrix) => matrix.select(chosen));
    },
    mix(weights, k) {
      return derived(this, k, (matrix) => matrix.mix(weights, k));
    },
    of: (others) => slices.of(others),
  };
}
