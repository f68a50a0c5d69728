/** Memory for the updates that one run receives. Knows no worker and no round. */
import type { Allocate } from "@honest-majority/learning";

export interface RowMemoryOptions {
  arms: number;
  /** d */
  dim: number;
  allocate: Allocate;
}

/**
 * Keeps a row [d] for each arm and place, and one spare row. The next update is decoded into the spare. When the update is
 * accepted, the spare becomes its row and the row's old memory may become the next spare: nothing is copied, and a refused
 * update overwrites no row. The rows of a closed round can be kept while those of the next one arrive.
 */
export class RowMemory {
  readonly #rows: Float32Array[][];
  readonly #dim: number;
  readonly #allocate: Allocate;
  #spare: Float32Array | undefined;
  /** Memory that may be written to. */
  readonly #idle: Float32Array[] = [];
  /** Memory of rows that were replaced while they were kept. */
  #replaced: Float32Array[] = [];
  #kept = 0;

  constructor({ arms, dim, allocate }: RowMemoryOptions) {
    this.#rows = Array.from({ length: arms }, () => []);
    this.#dim = dim;
    this.#allocate = allocate;
  }

  /** [d], with arbitrary content. The same memory until it is set as a row. */
  get spare(): Float32Array {
    this.#spare ??= this.#memory();
    return this.#spare;
  }

  /**
   * Makes `vector` row `row` of `arm`: takes over the spare, copies any other vector. Returns the row's memory [d].
   *
   * @throws RangeError for an unknown arm or a wrong length.
   */
  set(arm: number, row: number, vector: Float32Array): Float32Array {
    const rows = this.#rows[arm];
    if (rows === undefined)
      throw new RangeError(`setRow: arm must be below ${this.#rows.length}, got ${arm}`);
    if (vector.length !== this.#dim)
      throw new RangeError(`setRow: a row must hold ${this.#dim} values, got ${vector.length}`);
    const before = rows[row];
    if (vector === this.#spare) {
      this.#spare = undefined;
      rows[row] = vector;
    } else {
      rows[row] = this.#memory();
      rows[row].set(vector);
    }
    if (before !== undefined) (this.#kept > 0 ? this.#replaced : this.#idle).push(before);
    return rows[row];
  }

  /** From now on, the memory of rows that are replaced keeps its values. Call `letGo` once for each call. */
  keep(): void {
    this.#kept++;
  }

  /** The rows that have been replaced until now may be written to. */
  letGo(): void {
    if (this.#kept > 0) this.#kept--;
    this.#idle.push(...this.#replaced);
    this.#replaced = [];
  }

  /** Makes place for the rows of more arms. */
  grow(arms: number): void {
    while (this.#rows.length < arms) this.#rows.push([]);
  }

  /**
   * Takes rows out, in their order: nothing writes to them until they are given back.
   *
   * @throws RangeError for a row that is not set.
   */
  take(arm: number, rows: readonly number[]): Float32Array[] {
    return rows.map((row) => {
      const values = this.#rows[arm]?.[row];
      if (values === undefined) throw new RangeError(`takeRows: row ${row} of arm ${arm} must be set`);
      delete this.#rows[arm][row];
      return values;
    });
  }

  giveBack(rows: readonly Float32Array[]): void {
    this.#idle.push(...rows);
  }

  #memory(): Float32Array {
    return this.#idle.pop() ?? new Float32Array(this.#allocate(4 * this.#dim));
  }
}
