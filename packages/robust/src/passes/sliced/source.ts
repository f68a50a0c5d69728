import type { Later } from "../../matrix/updateMatrix";

/** m finite rows of d values that are read by slices of their columns, such as those of a file. */
export interface ColumnSource {
  readonly m: number;
  readonly d: number;
  /** The columns `from` … `to` − 1 of each of these rows. They are valid until the next call. */
  read(rows: readonly number[], from: number, to: number): Later<readonly Float32Array[]>;
}

/** Rows in memory, which are not copied. */
export function rowSource(rows: readonly Float32Array[]): ColumnSource {
  return {
    m: rows.length,
    d: rows[0].length,
    read: (chosen, from, to) => chosen.map((i) => rows[i].subarray(from, to)),
  };
}
